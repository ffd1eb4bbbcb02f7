import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isErrno, LocalError } from "../support/errors";
import type { Log } from "../support/log";
import { commandOf, isAlive } from "../support/process";

const STOP_TIMEOUT_MS = 15_000;

/**
 * Clears what a killed start left behind: a server still running on the cluster is stopped, and a postmaster.pid
 * whose process id now belongs to another program is removed (PostgreSQL itself would refuse to start). The caller
 * guarantees that no living stack owns the cluster.
 */
export async function clearLeftover(cluster: string, log: Log): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const pid = await readPid(file);
  if (pid === undefined) return;
  if (!isAlive(pid) || !commandOf(pid).includes(cluster)) {
    await rm(file, { force: true });
    return;
  }
  log(`a database server from an earlier start still runs (process ${pid}); stopping it`);
  process.kill(pid, "SIGINT");
  await waitUntilGone(pid);
}

async function readPid(file: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    return pid > 0 ? pid : undefined;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new LocalError(
        "postgres_failed",
        `The database server of an earlier start (process ${pid}) does not stop. End it, then try again.`,
      );
    }
    await sleep(50);
  }
}
