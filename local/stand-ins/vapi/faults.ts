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
  toolCallShape: ToolCallShape = "object";

  /** Makes the next `times` creates fail; Infinity means until cleared. */
  nextCreates(fault: CreateFault, times = 1, options: { retryAfterSeconds?: number } = {}): void {
    this.creates.push({ fault, times, retryAfterSeconds: options.retryAfterSeconds });
  }

  /** Makes the next accepted call end with `endedReason` before anybody answers. */
  endNextCallWith(endedReason: string): void {
    this.endedReasons.push(endedReason);
  }

  clear(): void {
    this.creates.length = 0;
    this.endedReasons.length = 0;
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
