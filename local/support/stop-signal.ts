const PARENT_CHECK_MS = 2_000;
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
  endWithParent(request);
  return controller.signal;
}

/** The runner that started us may be killed without a word; then nobody is left who could stop us. */
function endWithParent(request: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    request();
  }, PARENT_CHECK_MS);
  timer.unref();
}
