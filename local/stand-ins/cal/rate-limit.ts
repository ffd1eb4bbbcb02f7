import type { StandInClock } from "../clock";

/** Of the service, for one key. */
const LIMIT = 120;
const MOST = 100_000;
const WINDOW_MS = 60_000;
const BLOCK_MS = 60_000;

interface Window {
  startMs: number;
  count: number;
  blockedUntilMs: number;
}

export interface RateVerdict {
  readonly isAllowed: boolean;
  readonly headers: Record<string, string>;
}

/** Requests a minute for each key; one who asks for more is shut out for a minute. */
export class RateLimit {
  limit: number;
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: StandInClock) {
    // Callers keep to the limit in real time, in which a fast clock's day of calls is over in seconds.
    this.limit = Math.min(LIMIT * Math.max(1, clock.rate), MOST);
  }

  take(key: string): RateVerdict {
    const nowMs = this.clock.now().getTime();
    const window = this.windowOf(key, nowMs);
    if (nowMs >= window.blockedUntilMs) window.count += 1;
    if (window.count > this.limit && nowMs >= window.blockedUntilMs) {
      window.blockedUntilMs = nowMs + BLOCK_MS;
    }
    const isAllowed = nowMs >= window.blockedUntilMs;
    const resetMs = isAllowed ? window.startMs + WINDOW_MS : window.blockedUntilMs;
    return { isAllowed, headers: this.headers(window, resetMs - nowMs) };
  }

  private windowOf(key: string, nowMs: number): Window {
    const window = this.windows.get(key);
    const isCurrent =
      window && (nowMs < window.startMs + WINDOW_MS || nowMs < window.blockedUntilMs);
    if (isCurrent) return window;
    const fresh = { startMs: nowMs, count: 0, blockedUntilMs: 0 };
    this.windows.set(key, fresh);
    return fresh;
  }

  private headers(window: Window, resetMs: number): Record<string, string> {
    return {
      "X-RateLimit-Limit-Default": String(this.limit),
      "X-RateLimit-Remaining-Default": String(Math.max(0, this.limit - window.count)),
      "X-RateLimit-Reset-Default": String(Math.ceil(resetMs / 1000)),
    };
  }
}
