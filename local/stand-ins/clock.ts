import { type ClockSettings, toBusinessMs } from "../../src/lib/utils/clock";

export type TimerAction = () => void | Promise<void>;

/** Business time for the stand-ins. Delays are in business milliseconds; the returned function cancels the timer. */
export interface StandInClock {
  now(): Date;
  /** Business milliseconds that pass in a real one. */
  readonly rate: number;
  setTimeout(action: TimerAction, businessMs: number): () => void;
}

/** Node fires at once when asked to wait longer than this, so longer waits are taken in parts. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** Business time that runs along with real time, faster by the settings' rate. */
export function createScaledClock(
  settings: ClockSettings,
  onError: (error: unknown) => void,
): StandInClock {
  return {
    rate: settings.rate,
    now: () => new Date(toBusinessMs(settings, Date.now())),
    setTimeout(action, businessMs) {
      const dueAt = Date.now() + Math.max(0, businessMs) / settings.rate;
      let handle: NodeJS.Timeout;
      const run = async () => {
        try {
          await action();
        } catch (error) {
          onError(error);
        }
      };
      const arm = () => {
        const leftMs = Math.max(0, dueAt - Date.now());
        handle =
          leftMs > LONGEST_TIMEOUT_MS
            ? setTimeout(arm, LONGEST_TIMEOUT_MS)
            : setTimeout(run, leftMs);
      };
      arm();
      return () => clearTimeout(handle);
    },
  };
}

interface ManualTimer {
  readonly dueMs: number;
  readonly action: TimerAction;
}

/** Business time that stands still until a test moves it. */
export class ManualClock implements StandInClock {
  readonly rate = 1;
  private nowMs: number;
  private readonly timers = new Set<ManualTimer>();

  constructor(start: Date) {
    this.nowMs = start.getTime();
  }

  now(): Date {
    return new Date(this.nowMs);
  }

  setTimeout(action: TimerAction, businessMs: number): () => void {
    const timer = { dueMs: this.nowMs + Math.max(0, businessMs), action };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  /**
   * Runs every timer that falls due within `ms`, in order of time, and those they start. Each is awaited before the
   * next, so that a test sees one possible order of events and always the same one.
   */
  async advance(ms: number): Promise<void> {
    const targetMs = this.nowMs + ms;
    for (let timer = this.takeDue(targetMs); timer; timer = this.takeDue(targetMs)) {
      this.nowMs = Math.max(this.nowMs, timer.dueMs);
      await timer.action();
    }
    this.nowMs = Math.max(this.nowMs, targetMs);
  }

  private takeDue(limitMs: number): ManualTimer | undefined {
    let first: ManualTimer | undefined;
    for (const timer of this.timers) {
      if (timer.dueMs <= limitMs && (!first || timer.dueMs < first.dueMs)) first = timer;
    }
    if (first) this.timers.delete(first);
    return first;
  }
}

/** The timers of one stand-in, so that stopping it leaves none behind. */
export class Timers {
  private readonly cancels = new Set<() => void>();
  private isStopped = false;

  constructor(private readonly clock: StandInClock) {}

  after(businessMs: number, action: TimerAction): () => void {
    if (this.isStopped) return () => undefined;
    const cancel = this.clock.setTimeout(() => {
      this.cancels.delete(cancel);
      return action();
    }, businessMs);
    this.cancels.add(cancel);
    return () => {
      this.cancels.delete(cancel);
      cancel();
    };
  }

  stop(): void {
    this.isStopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }
}
