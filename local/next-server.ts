import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LocalError } from "./support/errors";
import { guardProcess } from "./support/guard";
import { type Log, lineSplitter } from "./support/log";
import { PROJECT_ROOT } from "./support/paths";
import type { Part } from "./support/supervisor";

/** `dev` compiles on request and reloads; `prod` builds first; `built` serves what was built before. */
export type NextMode = "dev" | "prod" | "built";

export interface NextProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Ends a start that takes long. */
  readonly signal: AbortSignal;
}

export interface NextOptions extends NextProcessOptions {
  readonly mode: "dev" | "built";
  readonly port: number;
}

export interface RunningNext extends Part {
  readonly url: string;
  readonly ended: Promise<string>;
}

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 8_000;

/** Starts Next.js in a process group of its own, so that its helpers end with it. */
export async function startNext(options: NextOptions): Promise<RunningNext> {
  const { mode, port } = options;
  const address = ["--hostname", "127.0.0.1", "--port", String(port)];
  const args = mode === "dev" ? ["dev", "--turbopack", ...address] : ["start", ...address];
  const next = run(args, options);
  try {
    await Promise.race([waitForPort(port, options.signal), rejectWhenEnded(next.ended)]);
  } catch (error) {
    await next.stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, ...next };
}

/** Builds the application for `built`. */
export async function buildNext(options: NextProcessOptions): Promise<void> {
  const next = run(["build"], options);
  const stop = () => void next.stop();
  options.signal.addEventListener("abort", stop);
  const lastWords = await next.ended;
  options.signal.removeEventListener("abort", stop);
  options.signal.throwIfAborted();
  if (next.exitCode() !== 0) {
    throw new LocalError("part_failed", `next build failed:\n${lastWords}`);
  }
}

interface NextProcess {
  readonly ended: Promise<string>;
  exitCode(): number | null;
  stop(): Promise<void>;
}

function run(args: readonly string[], { env, log }: NextProcessOptions): NextProcess {
  const bin = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: PROJECT_ROOT,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const last: string[] = [];
  const keep = (line: string) => {
    log(line);
    last.push(line);
    if (last.length > 20) last.shift();
  };
  child.stdout.on("data", lineSplitter(keep));
  child.stderr.on("data", lineSplitter(keep));
  const ended = once(child, "close").then(() => last.join("\n"));
  const callOffGuard = child.pid === undefined ? () => {} : guardProcess(-child.pid, "TERM");
  void ended.then(callOffGuard, callOffGuard);
  return { ended, exitCode: () => child.exitCode, stop: () => stopGroup(child, ended) };
}

async function stopGroup(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, "SIGTERM");
  const timer = new AbortController();
  const late = sleep(STOP_TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([ended, late]);
  timer.abort();
  // Also when the first process has ended: a helper of it may have stayed.
  signalGroup(child.pid, "SIGKILL");
  await ended;
}

function signalGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}

async function rejectWhenEnded(ended: Promise<string>): Promise<never> {
  throw new LocalError("part_failed", `Next.js did not start:\n${await ended}`);
}

async function waitForPort(port: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isOpen(port))) {
    if (Date.now() > deadline) {
      throw new LocalError("part_failed", "Next.js did not start in time.");
    }
    await sleep(100, undefined, { signal });
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const settle = (isConnected: boolean) => {
      socket.destroy();
      resolve(isConnected);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}
