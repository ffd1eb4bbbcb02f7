export const CREATE_FAULTS = [
  "rate-limited",
  "error-before",
  "error-after",
  "hang-before",
  "hang-after",
  "non-json",
  "concurrency-blocked",
  "concurrency-limit",
  "daily-limit",
  "out-of-credits",
  "unauthorized",
] as const;

/** What goes wrong with a POST /call; `-before` and `-after` say whether the call was accepted first. */
export type CreateFault = (typeof CREATE_FAULTS)[number];

export const ACCOUNT_STATES = [
  "out-of-credits",
  "daily-limit",
  "unauthorized",
  "misconfigured",
  "outage",
] as const;

/** What can be wrong with the whole account until somebody mends it. */
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const TOOL_CALL_SHAPES = ["object", "string", "flat", "flat-parameters"] as const;

/** The shapes in which tool calls are known to arrive: arguments as object or text, or without `function`. */
export type ToolCallShape = (typeof TOOL_CALL_SHAPES)[number];

interface PendingFault {
  readonly fault: CreateFault;
  readonly retryAfterSeconds: number | undefined;
  times: number;
}

/** What the stand-in does wrong on request. */
export class VapiFaults {
  readonly creates: PendingFault[] = [];
  /** Ended reasons for the next calls, which then end without having been answered. */
  readonly endedReasons: string[] = [];
  readonly states = new Set<AccountState>();
  /** Numbers that have made all the calls of their day; the state `daily-limit` means all of them. */
  readonly limitedNumbers = new Set<string>();
  toolCallShape: ToolCallShape = "object";

  /** Makes the next `times` creates fail; Infinity means until cleared. */
  nextCreates(fault: CreateFault, times = 1, options: { retryAfterSeconds?: number } = {}): void {
    this.creates.push({ fault, times, retryAfterSeconds: options.retryAfterSeconds });
  }

  /** Makes the next accepted call end with `endedReason` before anybody answers. */
  endNextCallWith(endedReason: string): void {
    this.endedReasons.push(endedReason);
  }

  /** Puts the account into a state, or takes it out; it stays until then. */
  setState(state: AccountState, isOn: boolean): void {
    if (isOn) this.states.add(state);
    else this.states.delete(state);
  }

  clear(): void {
    this.creates.length = 0;
    this.endedReasons.length = 0;
    this.states.clear();
    this.limitedNumbers.clear();
    this.toolCallShape = "object";
  }

  takeCreate(): PendingFault | undefined {
    const first = this.creates[0];
    if (!first) return undefined;
    first.times -= 1;
    if (first.times <= 0) this.creates.shift();
    return first;
  }
}
