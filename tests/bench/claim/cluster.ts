import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { removeDataPlace } from "../../../local/database/data-place";
import { startPostgres } from "../../../local/database/postgres";
import type { OwnedTestCluster } from "../../../local/database/test-database";

/** Durable as in production (fsync and synchronous commits on), sized as the smallest server that one would rent. */
const CONFIGURATION = [
  "shared_buffers = '1GB'",
  "max_wal_size = '4GB'",
  "effective_cache_size = '3GB'",
];

const SHOWN = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "shared_buffers",
];

/** Named as the clusters of the tests: their next run removes what a killed bench left. */
export async function startBenchCluster(): Promise<OwnedTestCluster> {
  const folder = await mkdtemp(join(tmpdir(), `hvac-test-${process.pid}-`));
  await chmod(folder, 0o755);
  const options = { dataDir: join(folder, "postgres"), durable: true, log: () => {} };
  const first = await startPostgres(options);
  await execute(
    first.adminUrl,
    CONFIGURATION.map((line) => `alter system set ${line}`),
  );
  await first.stop();
  const server = await startPostgres(options);
  return {
    adminUrl: server.adminUrl,
    stop: async () => {
      await server.stop();
      await removeDataPlace(options.dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The settings that the figures depend on, for the heading of the report. */
export async function describeServer(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(
    "select string_agg(name || ' ' || current_setting(name), ', ' order by array_position($1, name)) as text from pg_settings where name = any ($1)",
    [SHOWN],
  );
  return rows[0].text;
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
