import type { DaySpan } from "./calendar-days";

/** What a mention of a day is read against. */
export interface DayContext {
  readonly today: number;
  /** The first day on which the wished time of day is not over. */
  readonly earliest: number;
  /** Whether a time of day is wished as well. */
  readonly hasClock: boolean;
  /** The first day of the mention that this one is joined to by "or", "and", "to". */
  readonly previous?: number;
}

/** Words that name one or more days. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly kind: "date" | "weekday" | "week" | "relative";
  readonly read: (context: DayContext) => DaySpan | undefined;
  /** Only of a weekday: which one, and the word before it. */
  readonly weekday?: number;
  readonly which?: "this" | "next";
}

export interface MentionRule {
  readonly pattern: RegExp;
  readonly kind: Mention["kind"];
  readonly read: (match: RegExpMatchArray) => Mention["read"];
}

export function oneDay(day: number | undefined): DaySpan | undefined {
  return day === undefined ? undefined : { from: day, to: day };
}

/** The days of the span that are not past; undefined when none is left. */
export function remaining(span: DaySpan, earliest: number): DaySpan | undefined {
  return span.to < earliest ? undefined : { from: Math.max(span.from, earliest), to: span.to };
}
