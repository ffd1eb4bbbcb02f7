import { commandOf, isAlive, parentOf } from "./process";

const RUNNER_CHECK_MS = 2_000;
/** tsx, a shell, npm; one more for a wrapper. */
const MAX_RUNNERS = 4;
/** Terminals and npm may deliver one Ctrl-C more than once. */
const SAME_KEYPRESS_MS = 1_000;

/**
 * Aborted when the person at the terminal, the system or a closed terminal wants the end. A second request, made when
 * stopping takes too long, ends the process at once; the guards then end its children.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const request = () => {
    if (!controller.signal.aborted) {
      firstAt = Date.now();
      controller.abort();
    } else if (Date.now() - firstAt > SAME_KEYPRESS_MS) {
      process.exit(1);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, request);
  // Writing to a closed terminal fails, which must not keep us from stopping.
  process.stdout.on("error", request);
  process.stderr.on("error", request);
  endWithRunner(request);
  return controller.signal;
}

/** npm, its shell and tsx pass signals on, but each of them can be killed alone; then nobody is left to stop us. */
function endWithRunner(request: () => void): void {
  const runners = findRunners();
  const timer = setInterval(() => {
    if (runners.every(isAlive)) return;
    clearInterval(timer);
    request();
  }, RUNNER_CHECK_MS);
  timer.unref();
}

/** The processes from our parent up to npm; only our parent when npm is not among the nearest. */
function findRunners(): number[] {
  const chain: number[] = [];
  let pid: number | undefined = process.ppid;
  while (pid !== undefined && pid > 1 && chain.length < MAX_RUNNERS) {
    chain.push(pid);
    if (/\bnpm\b/.test(commandOf(pid))) return chain;
    pid = parentOf(pid);
  }
  return process.ppid > 1 ? [process.ppid] : [];
}
