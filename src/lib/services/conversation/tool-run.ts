import type { ServiceContext } from "../../context";

/** Keeps the process alive for work that outlasts the answer. */
export type Defer = (task: () => Promise<unknown>) => void;

/** One use of a tool: what it may do, and until when somebody waits for it. */
export interface ToolRun {
  readonly ctx: ServiceContext;
  readonly defer: Defer;
  /** Real time (as performance.now) at which the answer has to be given. */
  readonly untilMs: number;
  /** Waits for somebody else's server; that time is not ours. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Milliseconds that were spent outside so far. */
  outsideMs(): number;
}

export function startToolRun(ctx: ServiceContext, defer: Defer, untilMs: number): ToolRun {
  let spentMs = 0;
  let waiting = 0;
  let sinceMs = 0;
  return {
    ctx,
    defer,
    untilMs,
    outside: async (work) => {
      if (waiting === 0) sinceMs = performance.now();
      waiting += 1;
      try {
        return await work;
      } finally {
        waiting -= 1;
        if (waiting === 0) spentMs += performance.now() - sinceMs;
      }
    },
    outsideMs: () => spentMs + (waiting > 0 ? performance.now() - sinceMs : 0),
  };
}
