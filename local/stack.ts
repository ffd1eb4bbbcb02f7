import { rm } from "node:fs/promises";
import { join } from "node:path";
import getPort from "get-port";
import { type Clock, type ClockSettings, createClock } from "../src/lib/utils/clock";
import { startCronTicker } from "./cron-ticker";
import { bootstrapDatabase } from "./database/bootstrap";
import { removeDataPlace } from "./database/data-place";
import { migrate } from "./database/migrate";
import { startPostgres } from "./database/postgres";
import { asPostgresRole } from "./database/urls";
import { buildNext, type NextMode, startNext } from "./next-server";
import { startLocalStandIns } from "./stand-ins-part";
import { startSupabase } from "./supabase/server";
import { applicationEnv } from "./support/application-env";
import { loadClockSettings, startSavingClock } from "./support/business-clock";
import { DEMO_LOGIN } from "./support/demo-login";
import type { LocalError } from "./support/errors";
import type { Log } from "./support/log";
import { type LogFile, openLogFile } from "./support/log-file";
import { buildNextEnv } from "./support/next-env";
import { LOCAL_DATA, MIGRATIONS_FOLDER, SEED_FILE } from "./support/paths";
import { type LocalSecrets, loadSecrets } from "./support/secrets";
import { lockLocalData } from "./support/stack-lock";
import { Supervisor } from "./support/supervisor";

export interface StackOptions {
  /** Forget the data of earlier starts. */
  readonly isFresh: boolean;
  /** Business seconds per real second. */
  readonly rate: number;
  /** Preferred port of the application. */
  readonly appPort: number;
  /** How Next.js runs (`built`: as it was built before); undefined leaves it out, and the cron ticker with it. */
  readonly app: NextMode | undefined;
  /** False gives an empty deployment: nobody can sign in before the first sign-up. */
  readonly hasSeed?: boolean;
  /** What the person at the terminal reads. */
  readonly log: Log;
  /** What Next.js prints. */
  readonly appLog: Log;
  /** Ends the start; afterwards it means nothing. */
  readonly signal: AbortSignal;
}

export interface Stack {
  readonly appUrl: string;
  readonly supabaseUrl: string;
  /** As the role `postgres`. */
  readonly databaseUrl: string;
  readonly standInsUrl: string;
  readonly secrets: LocalSecrets;
  readonly login: { readonly email: string; readonly password: string };
  readonly clock: Clock;
  readonly clockSettings: ClockSettings;
  /** The variables that the application was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when the stack begins to stop. */
  readonly signal: AbortSignal;
  /** Settles with the reason when a part ended by itself; the rest still has to be stopped. */
  readonly failed: Promise<LocalError>;
  stop(): Promise<void>;
}

const PREFERRED_PORTS = { supabase: 54321, database: 54322, standIns: 54330 };

const FILES = {
  lock: join(LOCAL_DATA, "stack.lock"),
  secrets: join(LOCAL_DATA, "secrets.json"),
  clock: join(LOCAL_DATA, "clock"),
  standIns: join(LOCAL_DATA, "stand-ins.json"),
  postgres: join(LOCAL_DATA, "postgres"),
  logs: join(LOCAL_DATA, "logs"),
};

/** Starts the whole system on this machine, part after part. A failed start leaves nothing running. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const supervisor = new Supervisor(options.log);
  const stop = () => supervisor.stop();
  options.signal.addEventListener("abort", stop);
  if (options.signal.aborted) await stop();
  try {
    return await startParts(supervisor, options);
  } catch (error) {
    await supervisor.stop();
    throw error;
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

/**
 * Deletes the data of the local stack and makes the database anew.
 *
 * @throws LocalError `already_running` while a stack works on them.
 */
export async function resetLocalData(log: Log): Promise<void> {
  const supervisor = new Supervisor(log);
  try {
    await supervisor.start("lock", holdLock);
    await wipe();
    await startDatabase(supervisor, log, true);
  } finally {
    await supervisor.stop();
  }
}

async function startParts(supervisor: Supervisor, options: StackOptions): Promise<Stack> {
  const { log } = options;
  await supervisor.start("lock", holdLock);
  if (options.isFresh) await wipe();
  // Before business time starts: a build can take longer than a business day.
  if (options.app === "prod") await buildApplication(supervisor, options);
  const secrets = await loadSecrets(FILES.secrets);
  const clockSettings = await loadClockSettings(FILES.clock, options.rate);
  await supervisor.start("clock", () => startSavingClock(FILES.clock, clockSettings, log));
  const appPort = await choosePort("application", options.appPort, log);
  const appUrl = `http://127.0.0.1:${appPort}`;

  const adminUrl = await startDatabase(supervisor, log, options.hasSeed ?? true);
  const standInsLog = await startLog(supervisor, "stand-ins");
  const standInsPort = await choosePort("stand-ins", PREFERRED_PORTS.standIns, log);
  const standIns = await supervisor.start("stand-ins", () =>
    startLocalStandIns({
      port: standInsPort,
      clockSettings,
      appUrl,
      secrets,
      dataFile: FILES.standIns,
      log: standInsLog.log,
    }),
  );
  const supabasePort = await choosePort("Supabase API", PREFERRED_PORTS.supabase, log);
  const supabase = await supervisor.start("Supabase API", () =>
    startSupabase({
      ...secrets,
      adminUrl,
      port: supabasePort,
      siteUrl: appUrl,
      emailSender: { send: async (mail) => standIns.mailbox.deliver(mail) },
      log,
    }),
  );
  const env = applicationEnv({
    secrets,
    clockSettings,
    appUrl,
    supabaseUrl: supabase.url,
    standIns,
  });
  const stack = {
    appUrl,
    supabaseUrl: supabase.url,
    databaseUrl: asPostgresRole(adminUrl),
    standInsUrl: standIns.url,
    secrets,
    login: DEMO_LOGIN,
    clock: createClock(clockSettings),
    clockSettings,
    env,
    signal: supervisor.signal,
    failed: supervisor.failed,
    stop: () => supervisor.stop(),
  };
  if (options.app) await startApplication(supervisor, stack, options);
  return stack;
}

async function holdLock(): Promise<{ stop(): Promise<void> }> {
  const release = await lockLocalData(FILES.lock);
  return { stop: release };
}

async function wipe(): Promise<void> {
  await removeDataPlace(FILES.postgres);
  for (const path of [FILES.secrets, FILES.clock, FILES.standIns, FILES.logs]) {
    await rm(path, { recursive: true, force: true });
  }
}

async function startDatabase(supervisor: Supervisor, log: Log, hasSeed: boolean): Promise<string> {
  const port = await choosePort("database", PREFERRED_PORTS.database, log);
  const logFile = await startLog(supervisor, "postgres");
  const { adminUrl } = await supervisor.start("PostgreSQL", () =>
    startPostgres({ dataDir: FILES.postgres, port, log: logFile.log }),
  );
  await bootstrapDatabase(adminUrl);
  await migrate({
    postgresUrl: asPostgresRole(adminUrl),
    migrationsFolder: MIGRATIONS_FOLDER,
    ...(hasSeed ? { seedFile: SEED_FILE } : {}),
    log,
  });
  return adminUrl;
}

function startLog(supervisor: Supervisor, name: string): Promise<LogFile> {
  return supervisor.start(`${name} log`, () => openLogFile(join(FILES.logs, `${name}.log`)));
}

/** The build needs no variable of the application: what it reads comes at start. */
async function buildApplication(
  { signal }: Supervisor,
  { appLog, log }: StackOptions,
): Promise<void> {
  log("building the application …");
  await buildNext({ env: buildNextEnv({}), log: appLog, signal });
}

async function startApplication(
  supervisor: Supervisor,
  stack: Stack,
  { app, appLog, log }: StackOptions,
): Promise<void> {
  const port = Number(new URL(stack.appUrl).port);
  const env = buildNextEnv(stack.env);
  const { signal } = supervisor;
  const mode = app === "dev" ? "dev" : "built";
  await supervisor.start("Next.js", () => startNext({ mode, port, env, log: appLog, signal }));
  await supervisor.start("cron ticker", async () =>
    startCronTicker({
      appUrl: stack.appUrl,
      secret: stack.secrets.cronSecret,
      clock: stack.clockSettings,
      log,
    }),
  );
}

async function choosePort(name: string, preferred: number, log: Log): Promise<number> {
  const port = await getPort({ host: "127.0.0.1", port: preferred });
  if (port !== preferred) log(`port ${preferred} is taken: using ${port} for the ${name}`);
  return port;
}
