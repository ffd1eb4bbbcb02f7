import { Logger, makeWorkerUtils } from "graphile-worker";
import { makeWithPgClientFromPool } from "graphile-worker/dist/helpers.js";
import { makeEnhancedWithPgClient, processSharedOptions } from "graphile-worker/dist/lib.js";
import { getJob } from "graphile-worker/dist/sql/getJob.js";
import type pg from "pg";
import { time } from "../harness";
import { type Latency, latency, ratePerSecond } from "./workers";

const CLAIMS = 300;
const SECONDS = 4;
const TASKS = { call: async () => {} };
const SILENT = new Logger(() => () => {});

export interface GraphileFigures {
  /** Five jobs, fetched one by one as its workers do. */
  readonly five: Latency;
  readonly one: Latency;
  readonly serialRate: number;
  readonly parallelRate: number;
}

/** Fills a database of its own with jobs that are all due, without queue names, which would serialise them. */
export async function seedGraphile(pool: pg.Pool, jobs: number): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: SILENT });
  await utils.migrate();
  await utils.release();
  await pool.query("insert into graphile_worker._private_tasks (identifier) values ('call')");
  await pool.query(
    `insert into graphile_worker._private_jobs (task_id, payload)
     select t.id, json_build_object('lead', n) from graphile_worker._private_tasks t, generate_series(1, $1::int) n`,
    [jobs],
  );
  await pool.query("vacuum analyze");
  await pool.query("checkpoint");
}

/** Its own function for fetching a job, on the same server. What completing a job takes is not counted. */
export async function measureGraphile(pool: pg.Pool): Promise<GraphileFigures> {
  const options = processSharedOptions({ pgPool: pool, logger: SILENT });
  const withClient = makeEnhancedWithPgClient(makeWithPgClientFromPool(pool));
  const fetch = async (worker: number) =>
    (await getJob(options, withClient, TASKS, `worker-${worker}`, null)) ? 1 : 0;
  await fetch(0);
  const one = await time(CLAIMS, () => fetch(0));
  const five = await time(CLAIMS, async () => {
    for (let index = 0; index < 5; index += 1) await fetch(0);
  });
  return {
    one: latency(one),
    five: latency(five),
    serialRate: await ratePerSecond(1, SECONDS, fetch),
    parallelRate: await ratePerSecond(8, SECONDS, fetch),
  };
}
