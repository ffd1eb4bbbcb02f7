import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { LocalError } from "../support/errors";
import { guardProcess } from "../support/guard";
import { type Log, lineSplitter } from "../support/log";
import { preparePostgresBinaries } from "./binaries";
import { makePrivateFolder, resolveDataPlace } from "./data-place";
import { clearLeftover } from "./leftover";
import { findOsUser, type OsUser } from "./os-user";

const MAJOR_VERSION = "17";
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/** The cluster's superuser, named as on hosted Supabase, where `postgres` is not a superuser. */
const SUPERUSER = "supabase_admin";
/** A public constant as in the Supabase CLI: the server listens on the loopback interface only. */
export const LOCAL_PASSWORD = "postgres";

export interface PostgresOptions {
  /** A folder of its own; the same folder gives the same data again. */
  readonly dataDir: string;
  /** A free one when left out. */
  readonly port?: number;
  /** False trades crash safety for speed: right for data that nobody keeps. */
  readonly durable?: boolean;
  /** Receives the server's own log, line by line. */
  readonly log: Log;
}

export interface RunningPostgres {
  readonly port: number;
  /** Connects as the superuser to the database `postgres`. */
  readonly adminUrl: string;
  /** Settles when the server has ended, with what it said last. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface Installation {
  readonly native: string;
  readonly cluster: string;
  readonly user: OsUser | undefined;
}

/**
 * Starts the embedded PostgreSQL 17 on 127.0.0.1, making the cluster first when `dataDir` has none. Under root it
 * runs as another account by itself. It ends with this process, whatever ends this process.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = findOsUser();
  const native = await preparePostgresBinaries(user);
  const cluster = await resolveDataPlace(options.dataDir, user);
  const installation = { native, cluster, user };
  await clearLeftover(cluster, options.log);
  await ensureCluster(installation, options.log);
  const port = options.port ?? (await getPort({ host: "127.0.0.1" }));
  return run(installation, { ...options, port });
}

async function ensureCluster(installation: Installation, log: Log): Promise<void> {
  const { cluster } = installation;
  if (!existsSync(cluster)) return initialise(installation, log);
  const version = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  if (version !== MAJOR_VERSION) {
    throw new LocalError(
      "postgres_failed",
      `The local data was made by PostgreSQL ${version}, this project runs ${MAJOR_VERSION}. Start over with npm run db:reset.`,
    );
  }
}

/** The cluster appears under its name only when initdb has finished, so that a killed start leaves no half of one. */
async function initialise({ native, cluster, user }: Installation, log: Log): Promise<void> {
  const partial = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  await makePrivateFolder(partial, user);
  await writeFile(passwordFile, `${LOCAL_PASSWORD}\n`, { mode: 0o644 });
  try {
    await runInitdb({ native, cluster: partial, user }, passwordFile, log);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, cluster);
}

async function runInitdb(
  { native, cluster, user }: Installation,
  passwordFile: string,
  log: Log,
): Promise<void> {
  const args = [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // ICU orders and folds letters beyond ASCII the same way on every machine.
    "--locale-provider=icu",
    "--icu-locale=en-US",
    "--locale=C",
    "--no-sync",
  ];
  const child = spawnServerBinary(native, "initdb", args, user);
  const output = collectOutput(child, log);
  const [code] = await once(child, "close");
  if (code !== 0) throw new LocalError("postgres_failed", `initdb failed: ${output()}`);
}

async function run(
  { native, cluster, user }: Installation,
  { port, durable = true, log }: PostgresOptions & { readonly port: number },
): Promise<RunningPostgres> {
  const args = ["-D", cluster, "-p", String(port), ...settings(durable)];
  const child = spawnServerBinary(native, "postgres", args, user);
  const output = collectOutput(child, log);
  const ended = once(child, "close").then(() => output());
  const callOffGuard = child.pid === undefined ? () => {} : guardProcess(child.pid, "INT");
  void ended.then(callOffGuard, callOffGuard);
  try {
    await waitUntilReady(child, ended);
  } catch (error) {
    child.kill("SIGINT");
    throw error;
  }
  return {
    port,
    adminUrl: `postgresql://${SUPERUSER}:${LOCAL_PASSWORD}@127.0.0.1:${port}/postgres`,
    ended,
    stop: () => stop(child, ended),
  };
}

function settings(durable: boolean): string[] {
  const values = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_checkpoints=off",
  ];
  const fast = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
  ];
  return [...values, ...(durable ? [] : fast)].flatMap((value) => ["-c", value]);
}

/** Its own process group: Ctrl-C in the terminal reaches the supervisor, which then stops the parts in order. */
function spawnServerBinary(
  native: string,
  name: "initdb" | "postgres",
  args: readonly string[],
  user: OsUser | undefined,
): ChildProcess {
  return spawn(join(native, "bin", name), args, {
    ...user,
    cwd: "/",
    detached: true,
    // PG* variables of the developer's shell must not reach it.
    env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collectOutput(child: ChildProcess, log: Log): () => string {
  const last: string[] = [];
  const keep = (line: string) => {
    log(line);
    last.push(line);
    if (last.length > 8) last.shift();
  };
  child.stdout?.on("data", lineSplitter(keep));
  child.stderr?.on("data", lineSplitter(keep));
  return () => last.join("\n");
}

async function waitUntilReady(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const ready = new Promise<"ready">((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.includes("database system is ready to accept connections")) resolve("ready");
    });
  });
  const timer = new AbortController();
  const late = sleep(START_TIMEOUT_MS, "it did not answer in time", { signal: timer.signal });
  late.catch(() => {});
  const outcome = await Promise.race([ready, ended, late]);
  timer.abort();
  if (outcome !== "ready") {
    throw new LocalError("postgres_failed", `PostgreSQL did not start: ${outcome}`);
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it ends open sessions and closes the files cleanly. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const timer = new AbortController();
  const late = sleep(STOP_TIMEOUT_MS, "late" as const, { signal: timer.signal });
  late.catch(() => {});
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGQUIT");
  await ended;
  timer.abort();
}
