import type pg from "pg";

const INSTALL = `
create schema laboratory;
create sequence laboratory.writes;
create function laboratory.note_write() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform nextval('laboratory.writes');
  return null;
end $$;
do $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid::regclass from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace::regnamespace::text in ('public', 'private', 'auth', 'realtime')
  loop
    execute format('create trigger laboratory_writes after insert or update or delete or truncate on %s
      for each statement execute function laboratory.note_write()', v_table);
  end loop;
end $$;`;

/** Counts the statements that write to any table, also those that are rolled back afterwards. */
export async function countWrites(pool: pg.Pool): Promise<() => Promise<number>> {
  await pool.query(INSTALL);
  return async () => {
    const { rows } = await pool.query("select last_value::int, is_called from laboratory.writes");
    return rows[0].is_called ? rows[0].last_value : 0;
  };
}
