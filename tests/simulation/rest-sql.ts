import type pg from "pg";
import type { OutsideRequest } from "./scheduler";

/** One statement whose only value is the answer's JSON text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface FunctionShape {
  readonly returnsSet: boolean;
  readonly returnsNothing: boolean;
  readonly types: ReadonlyMap<string, string>;
}

export type Functions = ReadonlyMap<string, FunctionShape>;

/** The functions that the API serves, with the declared types of their arguments. */
export async function readFunctions(db: Pick<pg.ClientBase, "query">): Promise<Functions> {
  const { rows } = await db.query<{
    name: string;
    returns_set: boolean;
    returns_nothing: boolean;
    arguments: string[];
    types: string[];
  }>(
    `select p.proname as name, p.proretset as returns_set, p.prorettype = 'void'::regtype as returns_nothing,
       (coalesce(p.proargnames, '{}'))[1:p.pronargs] as arguments,
       array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, n) order by n) as types
     from pg_proc p where p.pronamespace = 'public'::regnamespace`,
  );
  return new Map(
    rows.map((row) => [
      row.name,
      {
        returnsSet: row.returns_set,
        returnsNothing: row.returns_nothing,
        types: new Map(row.arguments.map((name, index) => [name, row.types[index] ?? "text"])),
      },
    ]),
  );
}

/** What PostgREST would run for a request. Strict: what the services on this path do not use is an error. */
export function toStatement(request: OutsideRequest, functions: Functions): Statement {
  const path = request.url.pathname.replace(/^\/rest\/v1\//, "");
  if (path.startsWith("rpc/") && request.method === "POST") {
    return callStatement(path.slice("rpc/".length), readObject(request.body), functions);
  }
  const filters = [...request.url.searchParams].filter(([key]) => key !== "select");
  const [filter, ...more] = filters;
  if (filter && more.length === 0 && filter[1].startsWith("eq.")) {
    const [column, value] = [identifier(filter[0]), filter[1].slice("eq.".length)];
    const table = identifier(path);
    if (request.method === "GET") {
      const columns = (request.url.searchParams.get("select") ?? "").split(",").map(identifier);
      return selectStatement(table, columns, column, value);
    }
    if (request.method === "PATCH") {
      return updateStatement(table, readObject(request.body), column, value);
    }
  }
  throw new Error(`The simulation cannot serve ${request.method} ${request.url.href}`);
}

function callStatement(
  name: string,
  given: Record<string, unknown>,
  functions: Functions,
): Statement {
  const shape = functions.get(name);
  if (!shape) throw new Error(`There is no function ${name}.`);
  const keys = Object.keys(given);
  const places = keys.map((key, index) => {
    const type = shape.types.get(key);
    if (!type) throw new Error(`${name} has no argument ${key}.`);
    return `${identifier(key)} => $${index + 1}::${type}`;
  });
  const call = `public.${identifier(name)}(${places.join(", ")})`;
  const values = keys.map((key) => toParameter(given[key], shape.types.get(key)));
  return {
    text: `select ${resultOf(call, shape)} as body`,
    values,
  };
}

function resultOf(call: string, shape: FunctionShape): string {
  if (shape.returnsSet) return `(select coalesce(json_agg(r), '[]') from ${call} r)::text`;
  return shape.returnsNothing ? `(select ${call})::text` : `to_json(${call})::text`;
}

function selectStatement(
  table: string,
  columns: readonly string[],
  column: string,
  value: string,
): Statement {
  const list = columns.join(", ");
  return {
    text: `select coalesce(json_agg(r), '[]')::text as body
      from (select ${list} from public.${table} where ${column}::text = $1) r`,
    values: [value],
  };
}

function updateStatement(
  table: string,
  changes: Record<string, unknown>,
  column: string,
  value: string,
): Statement {
  const names = Object.keys(changes).map(identifier);
  const list = names.map((name) => `${name} = n.${name}`).join(", ");
  return {
    text: `update public.${table} t set ${list} from jsonb_populate_record(null::public.${table}, $1::jsonb) n
      where t.${column} = $2::uuid`,
    values: [JSON.stringify(changes), value],
  };
}

function toParameter(value: unknown, type: string | undefined): unknown {
  if (value === null || value === undefined) return null;
  return type === "jsonb" || type === "json" ? JSON.stringify(value) : value;
}

function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`The simulation cannot serve "${name}".`);
  return name;
}

function readObject(body: string): Record<string, unknown> {
  const value: unknown = JSON.parse(body === "" ? "{}" : body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The simulation takes only JSON objects.");
  }
  return { ...value };
}
