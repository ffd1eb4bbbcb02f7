import { ACCOUNT_STATES, type VapiFaults } from "../../local/stand-ins/vapi/faults";
import type { Faults } from "./faults";
import type { Scheduler } from "./scheduler";

/** What the driver has to know to skip the hours in which nothing can happen. */
export interface Progress {
  /** Calls that are not settled. */
  readonly open: number;
  /** Epoch milliseconds of the claim of the oldest of them. */
  readonly oldest_open: number | null;
  readonly calls: number;
  /** Leads that are neither final nor with a person. */
  readonly waiting: number;
  /** Epoch milliseconds of the next instant at which a lead can be due, as far as the queue knows. */
  readonly next_due: number | null;
}

export interface CronParts {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly accountStates: VapiFaults;
  readonly progress: () => Promise<Progress>;
  readonly run: (name: string) => Promise<unknown>;
  /** Told when it makes no sense to go on. */
  readonly giveUp: (why: string) => void;
}

const MINUTE_MS = 60_000;
const PERIOD_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 2 * 60 * MINUTE_MS;
/** A call that is open for so long has been forgotten. */
const FORGOTTEN_MS = 8 * 60 * MINUTE_MS;
const JITTER_MS = 20_000;

/** The platform's cron: every five minutes, sometimes late, sometimes twice. Idle hours are skipped. */
export class CronDriver {
  private count = 0;
  private callsBefore = -1;
  private idleMs = 0;

  constructor(private readonly parts: CronParts) {}

  start(): void {
    this.planTroubles();
    this.tick();
  }

  private tick(): void {
    const { scheduler, faults } = this.parts;
    const copies = faults.chance("together") ? faults.duration(2, 3) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.count += 1;
      const name = `cron${this.count}`;
      const delayMs = copy > 0 && faults.pick([true, false]) ? faults.duration(1, JITTER_MS) : 0;
      scheduler.setTimeout(() => void this.parts.run(name), delayMs);
    }
    this.planNext(this.idleMs + 1);
  }

  private planNext(inMs: number): void {
    const { scheduler } = this.parts;
    const dueMs = Math.ceil((scheduler.nowMs + inMs) / PERIOD_MS) * PERIOD_MS;
    scheduler.setAwaited(() => this.consider(), dueMs - scheduler.nowMs);
  }

  private async consider(): Promise<void> {
    const { scheduler } = this.parts;
    const { open, oldest_open, calls, waiting, next_due } = await this.parts.progress();
    if (oldest_open !== null && scheduler.nowMs - oldest_open > FORGOTTEN_MS) {
      return this.parts.giveUp("a call is never settled");
    }
    if (open === 0 && waiting === 0) {
      // A late report may open a lead again.
      if (!scheduler.isIdle) this.planNext(LONGEST_PAUSE_MS);
      return;
    }
    const dueMs = next_due ?? scheduler.nowMs;
    if (open === 0 && dueMs > scheduler.nowMs) {
      this.idleMs = 0;
      return this.planNext(dueMs - scheduler.nowMs);
    }
    const hasMoved = open > 0 || calls !== this.callsBefore;
    this.idleMs = hasMoved ? 0 : Math.min(2 * this.idleMs + PERIOD_MS, LONGEST_PAUSE_MS);
    this.callsBefore = calls;
    this.tick();
  }

  /** Now and then the whole account is out of order for a while. */
  private planTroubles(): void {
    const { scheduler, faults, accountStates } = this.parts;
    for (let left = faults.profile.troubles; left > 0; left -= 1) {
      const state = faults.pick(ACCOUNT_STATES);
      const fromMs = faults.duration(0, 6 * 60) * MINUTE_MS;
      const forMs = faults.duration(5, 90) * MINUTE_MS;
      const set = (isOn: boolean) => {
        scheduler.note(`account: ${state} ${isOn ? "begins" : "ends"}`);
        accountStates.setState(state, isOn);
      };
      scheduler.setTimeout(() => set(true), fromMs);
      scheduler.setTimeout(() => set(false), fromMs + forMs);
    }
  }
}
