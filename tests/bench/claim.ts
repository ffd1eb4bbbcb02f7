import pg from "pg";
import {
  createBareTestDatabase,
  createTestDatabase,
  type TestCluster,
} from "../../local/database/test-database";
import { describeServer, startBenchCluster } from "./claim/cluster";
import { type GraphileFigures, measureGraphile, seedGraphile } from "./claim/graphile";
import { measureOurs } from "./claim/ours";
import { measurePlain } from "./claim/plain";
import { type Measured, report } from "./claim/report";
import { seedLeads } from "./claim/seed";
import type { Bench } from "./harness";

/** How long a claim takes with all gates on, beside the plain query and a job queue on tables of the same size. */
export const claimBench: Bench = {
  about:
    "claims of 5 and of 50 leads out of many; `npm run bench -- claim [leads, default 1000000, at least 100000]`",
  async run([argument = "1000000"]) {
    const leads = Number(argument);
    const cluster = await startBenchCluster();
    try {
      const ofLeads = await measureLeads(cluster, leads);
      const graphile = await measureJobs(cluster, leads);
      return report({ leads, ...ofLeads, graphile });
    } finally {
      await cluster.stop();
    }
  },
};

async function measureLeads(
  cluster: TestCluster,
  leads: number,
): Promise<Pick<Measured, "server" | "ours" | "plain">> {
  const { adminUrl } = await createTestDatabase(cluster);
  return withPool(adminUrl, {}, (admin) =>
    withPool(adminUrl, { options: "-c role=service_role" }, async (service) => {
      const server = await describeServer(admin);
      const teams = await seedLeads(admin, leads);
      const ours = await measureOurs({ service, admin }, teams, leads);
      const plain = {
        words: await measurePlain(admin, teams, "words"),
        team: await measurePlain(admin, teams, "team"),
        order: await measurePlain(admin, teams, "order"),
      };
      return { server, ours, plain };
    }),
  );
}

async function measureJobs(cluster: TestCluster, jobs: number): Promise<GraphileFigures> {
  const { adminUrl } = await createBareTestDatabase(cluster);
  return withPool(adminUrl, {}, async (pool) => {
    await seedGraphile(pool, jobs);
    return measureGraphile(pool);
  });
}

async function withPool<T>(
  connectionString: string,
  options: pg.PoolConfig,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString, max: 8, ...options });
  // The server may close an idle connection while the pool is still ending it.
  pool.on("error", () => {});
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
