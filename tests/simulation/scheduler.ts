import { AsyncLocalStorage } from "node:async_hooks";
import type { StandInClock, TimerAction } from "../../local/stand-ins/clock";
import type { Random } from "../../local/stand-ins/random";

/** One run of a door: a cron run, or the handling of one webhook. */
export interface Process {
  readonly name: string;
  /** Crashed: nothing that it asks for is answered any more. */
  isDead: boolean;
  /** The faults that it met; an error of a process that met none is a bug. */
  readonly excuses: string[];
  readonly die: () => void;
}

/** A request of a process to the outside world, waiting for its turn. */
export interface Step {
  readonly process: Process;
  readonly request: OutsideRequest;
  readyAtMs: number;
  /** The process has given up on it, but it is still on its way. */
  isOrphan: boolean;
  readonly answer: (response: Response) => void;
  readonly fail: (error: unknown) => void;
}

export interface OutsideRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly action: TimerAction;
  /** Nothing else goes on before it is done. */
  readonly isAwaited: boolean;
}

/** Which process the running code belongs to. */
export const currentProcess = new AsyncLocalStorage<Process>();

/**
 * Virtual time and the order of everything. Each request of a process waits here; when nobody can go on by himself the
 * seeded generator picks whose request, or which timer that is due, comes next. Time passes only when nothing is left
 * to do.
 */
export class Scheduler implements StandInClock {
  readonly rate = 1;
  readonly trace: string[] = [];
  private readonly steps: Step[] = [];
  private readonly timers = new Set<Timer>();
  private activity = 0;
  private timerCount = 0;

  constructor(
    public nowMs: number,
    private readonly random: Random,
    private readonly perform: (step: Step) => Promise<void>,
  ) {}

  now(): Date {
    return new Date(this.nowMs);
  }

  note(text: string): void {
    this.trace.push(`${new Date(this.nowMs).toISOString().slice(5, 19)} ${text}`);
  }

  /** Tells that a process has gone on: it may have more to say before others come. */
  touch(): void {
    this.activity += 1;
  }

  setTimeout(action: TimerAction, ms: number): () => void {
    return this.startTimer(action, ms, false);
  }

  /** For an action of the simulation itself, which the world waits for. */
  setAwaited(action: TimerAction, ms: number): void {
    this.startTimer(action, ms, true);
  }

  /** Nothing waits for its turn or for a later time. */
  get isIdle(): boolean {
    return this.steps.length === 0 && this.timers.size === 0;
  }

  private startTimer(action: TimerAction, ms: number, isAwaited: boolean): () => void {
    this.timerCount += 1;
    const dueMs = this.nowMs + Math.max(0, ms);
    const timer = { dueMs, order: this.timerCount, action, isAwaited };
    this.timers.add(timer);
    this.touch();
    return () => {
      this.timers.delete(timer);
    };
  }

  add(step: Step): void {
    this.steps.push(step);
    this.touch();
  }

  /** Takes a step out of the queue; false when it is not there any more. */
  take(step: Step): boolean {
    const index = this.steps.indexOf(step);
    if (index >= 0) this.steps.splice(index, 1);
    return index >= 0;
  }

  stepsOf(process: Process): Step[] {
    return this.steps.filter((step) => step.process === process);
  }

  ready(): Step[] {
    return this.steps.filter((step) => step.readyAtMs <= this.nowMs);
  }

  /** Goes on until nothing waits any more, or `isOver` says so. */
  async run(isOver: () => boolean): Promise<void> {
    await this.settle();
    while (!isOver()) {
      const choices = [...this.ready(), ...this.due()];
      const [first, ...rest] = choices;
      if (!first) {
        const nextMs = this.nextMs();
        if (nextMs === undefined) return;
        this.nowMs = nextMs;
        continue;
      }
      await this.doOne(this.random.pick([first, ...rest]));
      await this.settle();
    }
  }

  private async doOne(choice: Step | Timer): Promise<void> {
    if ("process" in choice) {
      this.take(choice);
      return this.perform(choice);
    }
    this.timers.delete(choice);
    const done = choice.action();
    // Others ask for turns of their own, and end only when they got them.
    if (choice.isAwaited) await done;
  }

  private due(): Timer[] {
    return [...this.timers]
      .filter((timer) => timer.dueMs <= this.nowMs)
      .sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
  }

  private nextMs(): number | undefined {
    const times = [
      ...this.steps.map((step) => step.readyAtMs),
      ...[...this.timers].map((timer) => timer.dueMs),
    ];
    return times.length > 0 ? Math.max(this.nowMs, Math.min(...times)) : undefined;
  }

  /** Until every process has come as far as it can: to a request, to a timer or to its end. */
  private async settle(): Promise<void> {
    let seen: number;
    do {
      seen = this.activity;
      await turn();
    } while (seen !== this.activity);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
