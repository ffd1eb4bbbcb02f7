import type { Random } from "../../local/stand-ins/random";
import { currentProcess, type OutsideRequest, type Process, type Scheduler } from "./scheduler";

export interface VirtualWorld {
  readonly scheduler: Scheduler;
  /** For what the application and its libraries throw dice about, for example the jitter of a retry. */
  readonly random: Random;
  readonly request: (
    process: Process,
    request: OutsideRequest,
    signal: AbortSignal | null | undefined,
  ) => Promise<Response>;
}

const real = {
  Date: globalThis.Date,
  fetch: globalThis.fetch,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  abortAfter: AbortSignal.timeout,
  random: Math.random,
};

let world: VirtualWorld | undefined;

/**
 * The one place where the outside is replaced: for code of a simulated process `fetch`, `setTimeout`, signals that abort
 * after a time, the time itself and dice are those of the world; all other code keeps the real ones.
 */
export function enterWorld(entered: VirtualWorld): () => void {
  if (world) throw new Error("one simulation at a time in a process");
  world = entered;
  globalThis.Date = VirtualDate as DateConstructor;
  globalThis.fetch = virtualFetch;
  globalThis.setTimeout = virtualSetTimeout as typeof setTimeout;
  globalThis.clearTimeout = virtualClearTimeout as typeof clearTimeout;
  AbortSignal.timeout = virtualAbortAfter;
  Math.random = () => (world && currentProcess.getStore() ? world.random.next() : real.random());
  return () => {
    world = undefined;
    globalThis.Date = real.Date;
    globalThis.fetch = real.fetch;
    globalThis.setTimeout = real.setTimeout;
    globalThis.clearTimeout = real.clearTimeout;
    AbortSignal.timeout = real.abortAfter;
    Math.random = real.random;
  };
}

function nowMs(): number {
  return world && currentProcess.getStore() ? world.scheduler.nowMs : real.Date.now();
}

const VirtualDate = new Proxy(real.Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [nowMs()] : given, newTarget),
  get: (target, key, receiver) => (key === "now" ? nowMs : Reflect.get(target, key, receiver)),
});

const virtualFetch: typeof fetch = async (input, init) => {
  const process = currentProcess.getStore();
  if (!world || !process) return real.fetch(input, init);
  if (input instanceof Request) throw new Error("the simulation does not take Request objects");
  const body = init?.body ?? "";
  if (typeof body !== "string") throw new Error("the simulation takes only text as a body");
  const request = {
    method: init?.method ?? "GET",
    url: new URL(input),
    headers: new Headers(init?.headers),
    body,
  };
  return world.request(process, request, init?.signal);
};

/** What a virtual timer looks like to those who keep it to cancel it. */
class TimerHandle {
  constructor(readonly cancel: () => void) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

function virtualSetTimeout(
  action: (...given: unknown[]) => void,
  ms?: number,
  ...given: unknown[]
) {
  const process = currentProcess.getStore();
  if (!world || !process) return real.setTimeout(action, ms, ...given);
  const fire = () => {
    if (!process.isDead) currentProcess.run(process, () => action(...given));
  };
  return new TimerHandle(world.scheduler.setTimeout(fire, ms ?? 0));
}

function virtualClearTimeout(handle: unknown): void {
  if (handle instanceof TimerHandle) handle.cancel();
  else real.clearTimeout(handle as NodeJS.Timeout);
}

function virtualAbortAfter(ms: number): AbortSignal {
  const process = currentProcess.getStore();
  if (!world || !process) return real.abortAfter.call(AbortSignal, ms);
  const controller = new AbortController();
  world.scheduler.setTimeout(() => {
    if (process.isDead) return;
    controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  }, ms);
  return controller.signal;
}
