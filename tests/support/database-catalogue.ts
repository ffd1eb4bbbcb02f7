import type { Queryable } from "./database-actors";

/** The tables of the API's schema. */
export async function listTables(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  return rows.map((row) => row.name);
}

export interface Column {
  readonly type: string;
  readonly isRequired: boolean;
  readonly default: string | null;
}

/** Every column of the API's schema, by `table.column`. */
export async function readColumns(db: Queryable): Promise<Map<string, Column>> {
  const { rows } = await db.query<{ name: string } & Column>(`
    select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as "isRequired", pg_get_expr(d.adbin, d.adrelid) as default
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
  `);
  return new Map(rows.map(({ name, ...column }) => [name, column]));
}

/** Each index with the table and the columns that it is on. */
export async function readIndexes(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await db.query<{ name: string; columns: string }>(`
    select i.indexrelid::regclass::text as name, t.relname || ' (' || string_agg(a.attname, ', ' order by k.ord) || ')' as columns
    from pg_index i
    join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace
    cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, ord)
    join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
    group by i.indexrelid, t.relname
  `);
  return new Map(rows.map((row) => [row.name, row.columns]));
}

/** Foreign keys whose columns are not the first columns of any index that covers all rows. */
export async function listForeignKeysWithoutIndex(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`
    select f.conname as name
    from pg_constraint f
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace
      and not exists (
        select from pg_index i
        where i.indrelid = f.conrelid and i.indpred is null
          and (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey
      )
    order by 1
  `);
  return rows.map((row) => row.name);
}

/** Functions of a schema as `name(argument types)`, those for which `condition` on `pg_proc p` holds. */
export async function listFunctions(
  db: Queryable,
  schema: "public" | "private",
  condition = "true",
): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select p.proname || '(' || oidvectortypes(p.proargtypes) || ')' as name
     from pg_proc p where p.pronamespace = $1::regnamespace and ${condition} order by 1`,
    [schema],
  );
  return rows.map((row) => row.name);
}

/** What a role may do to a table: `select`, `insert (a, b)`, … with the columns where not all of them are allowed. */
export async function readTablePrivileges(
  db: Queryable,
  role: string,
): Promise<Record<string, string[]>> {
  const { rows } = await db.query<{ name: string; privilege: string; columns: string | null }>(
    `select c.relname as name, p.privilege,
       case when not has_table_privilege($1, c.oid, p.privilege) then (
         select string_agg(a.attname, ', ' order by a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege($1, c.oid, a.attnum, p.privilege)
       ) end as columns
     from pg_class c
     cross join (values ('select', 1), ('insert', 2), ('update', 3), ('references', 5)) as p (privilege, rank)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and has_any_column_privilege($1, c.oid, p.privilege)
     union all
     select c.relname, p.privilege, null
     from pg_class c
     cross join (values ('delete'), ('truncate'), ('trigger')) as p (privilege)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and has_table_privilege($1, c.oid, p.privilege)
     order by 1, 2`,
    [role],
  );
  const result: Record<string, string[]> = {};
  for (const { name, privilege, columns } of rows) {
    result[name] ??= [];
    result[name].push(columns === null ? privilege : `${privilege} (${columns})`);
  }
  return result;
}
