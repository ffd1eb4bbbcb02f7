import pg from "pg";
import { afterAll, inject } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../local/database/test-database";

/** A database with all migrations for the calling test file, dropped when the file is done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase({ adminUrl: inject("clusterUrl") });
  afterAll(() => database.drop());
  return database;
}

/** A pool of the superuser's connections, for arranging and looking. */
export function openPool(database: TestDatabase, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.adminUrl, max });
  afterAll(() => pool.end());
  return pool;
}

export { openPool as usePool, openTestDatabase as useTestDatabase };
