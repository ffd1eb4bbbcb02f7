import pg from "pg";
import { afterAll } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../local/database/test-database";
import { sharedTestCluster } from "./shared-cluster";

/** A database with all migrations for the calling test file, dropped when the file is done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase(await sharedTestCluster());
  afterAll(() => database.drop());
  return database;
}

/** A pool of the superuser's connections, for arranging and looking. */
export function openPool(database: TestDatabase, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.adminUrl, max });
  const closed: Promise<void>[] = [];
  pool.on("connect", (client) => {
    closed.push(new Promise((resolve) => client.once("end", resolve)));
  });
  afterAll(async () => {
    await pool.end();
    // The pool does not wait for its sockets; dropping the database would terminate what is still open.
    await Promise.all(closed);
  });
  return pool;
}
