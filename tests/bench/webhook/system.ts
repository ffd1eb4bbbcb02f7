import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import pg from "pg";
import { createTestDatabase } from "../../../local/database/test-database";
import { buildNext, startNext } from "../../../local/next-server";
import { applicationEnv } from "../../../local/support/application-env";
import { buildNextEnv } from "../../../local/support/next-env";
import { type LocalSecrets, loadSecrets } from "../../../local/support/secrets";
import { stopSignal } from "../../../local/support/stop-signal";
import { NOW } from "../../support/database-calls";
import { describeServer, startBenchCluster } from "../claim/cluster";
import type { BackEndMessage, BackEndOptions, BackEndQuestion, BackEndUrls } from "./back-end";
import { startChild } from "./child";
import type { PlainOptions } from "./plain-route";

/** The middle of what the slots of the real service take. */
export const CAL_LATENCY_MS = 640;

export interface System {
  readonly pool: pg.Pool;
  readonly secrets: LocalSecrets;
  /** The door under test, of the production build. */
  readonly door: string;
  /** The plain route. */
  readonly plainDoor: string;
  /** Settings of PostgreSQL that the figures depend on. */
  readonly server: string;
  /** How many requests Cal.com has had so far; from now on it allows `limit` a minute. */
  calRequests(limit: number): Promise<number>;
}

/**
 * Starts the whole system, each part in a process of its own, and stops it when `work` is done: PostgreSQL as durable as
 * in production, the Supabase API and the stand-ins, the built application, and the plain route.
 */
export async function withSystem<T>(
  { isBuilt }: { readonly isBuilt: boolean },
  work: (system: System) => Promise<T>,
): Promise<T> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    return await work(await start(isBuilt, stops));
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function start(isBuilt: boolean, stops: (() => Promise<unknown>)[]): Promise<System> {
  const signal = stopSignal();
  const log = () => {};
  if (!isBuilt) await buildNext({ env: buildNextEnv({}), log, signal });
  const cluster = await startBenchCluster();
  stops.push(cluster.stop);
  const { adminUrl } = await createTestDatabase(cluster);
  const pool = openPool(adminUrl, stops);
  const secrets = await newSecrets();
  const port = await getPort({ host: "127.0.0.1" });
  const appUrl = `http://127.0.0.1:${port}`;
  const clockSettings = { realMs: Date.now(), businessMs: Date.parse(NOW), rate: 1 };
  const options = { adminUrl, appUrl, secrets, clockSettings, calLatencyMs: CAL_LATENCY_MS };
  const backEnd = await startChild<StartedBackEnd>("back-end.ts", options satisfies BackEndOptions);
  stops.push(backEnd.stop);
  const { urls } = backEnd.started;
  const env = applicationEnv({ ...options, supabaseUrl: urls.supabaseUrl, standIns: urls });
  const next = await startNext({ mode: "built", port, env: buildNextEnv(env), log, signal });
  stops.push(next.stop);
  return {
    pool,
    secrets,
    door: `${appUrl}/api/webhook/vapi`,
    plainDoor: await startPlainRoute(secrets, urls, stops),
    server: await describeServer(pool),
    calRequests: async (calLimit) => {
      const question: BackEndQuestion = { calLimit };
      const told = (await backEnd.ask(question)) as BackEndMessage;
      return told.type === "requests" ? told.count : Number.NaN;
    },
  };
}

interface StartedBackEnd {
  readonly urls: BackEndUrls;
}

function openPool(adminUrl: string, stops: (() => Promise<unknown>)[]): pg.Pool {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 4 });
  // The server may close an idle connection while the pool is still ending it.
  pool.on("error", () => {});
  stops.push(() => pool.end());
  return pool;
}

async function newSecrets(): Promise<LocalSecrets> {
  const folder = await mkdtemp(join(tmpdir(), "hvac-bench-"));
  const secrets = await loadSecrets(join(folder, "secrets.json"));
  await rm(folder, { recursive: true });
  return secrets;
}

async function startPlainRoute(
  secrets: LocalSecrets,
  { calUrl }: BackEndUrls,
  stops: (() => Promise<unknown>)[],
): Promise<string> {
  const plain = await startChild<{ readonly url: string }>("plain-route.ts", {
    calUrl,
    calApiKey: secrets.calApiKey,
    eventTypeId: secrets.calEventTypeId,
    secret: secrets.vapiWebhookSecret,
    now: NOW,
  } satisfies PlainOptions);
  stops.push(plain.stop);
  return plain.started.url;
}
