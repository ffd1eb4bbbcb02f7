import pg from "pg";
import { SYSTEM } from "./system";

/** Asks the database of the system under test, past all rights, for what a page cannot arrange or show. */
export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    return (await database.query<Row>(sql, [...values])).rows;
  } finally {
    await database.end();
  }
}
