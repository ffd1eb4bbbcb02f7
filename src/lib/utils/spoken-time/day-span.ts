import type { DaySpan } from "./calendar-days";
import { inWeek } from "./days";
import type { DayContext, Mention } from "./mentions";

type Joint = "range" | "choice" | "none";

/** "After Thursday" without an end leaves a week to choose from. */
const OPEN_DAYS = 7;

/**
 * The span of days that the mentions name together: "Monday or Tuesday" reaches from the first to the last. Of days
 * that are not joined the last is meant ("I'm out tomorrow, so Thursday"). Never before `context.earliest`.
 */
export function readDays(
  mentions: readonly Mention[],
  text: string,
  context: DayContext,
): DaySpan | undefined {
  let span: DaySpan | undefined;
  let last: Mention | undefined;
  for (const mention of placed(mentions, text)) {
    const joint = last ? jointOf(text.slice(last.end, mention.start)) : "none";
    const previous = span && last && follows(joint, last, mention) ? span.from : undefined;
    const own = mention.read(previous === undefined ? context : { ...context, previous });
    if (!own) continue;
    const read = limited(own, text.slice(0, mention.start), joint, context);
    span = span && joint !== "none" ? union(span, read, joint) : read;
    last = mention;
  }
  if (!span) return undefined;
  const from = Math.max(span.from, context.earliest);
  return { from, to: Math.max(span.to, from) };
}

/** "Tuesday the 3rd" is the 3rd; "Tuesday or Wednesday next week" is two days of that week. */
function placed(mentions: readonly Mention[], text: string): Mention[] {
  const beside = (a: Mention, b: Mention) =>
    /^[\s,]*(?:(?:on|the)[\s,]*)*$/.test(
      a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start),
    );
  const dates = mentions.filter(({ kind }) => kind === "date");
  const own = mentions.filter(
    (mention) =>
      !["weekday", "relative"].includes(mention.kind) ||
      !dates.some((date) => beside(mention, date)),
  );
  const weeks = own.filter(({ kind }) => kind === "week");
  const week = weeks[0];
  const isPlain = ({ kind, which }: Mention) => kind === "weekday" && !which;
  if (!week || weeks.length > 1 || !own.some(isPlain)) return own;
  return own
    .filter((mention) => mention !== week)
    .map((mention) => (isPlain(mention) ? inWeek(mention, week) : mention));
}

function jointOf(between: string): Joint {
  if (/\b(?:to|through|thru|until|till)\b|-/.test(between)) return "range";
  return /\b(?:or|and)\b|^[\s,]*$/.test(between) ? "choice" : "none";
}

/** Whether a day counts from the one before it: "between Tuesday and Thursday" said on a Wednesday is next week's. */
function follows(joint: Joint, last: Mention, mention: Mention): boolean {
  if (joint === "none") return false;
  if (joint === "range" || mention.weekday === undefined) return true;
  return last.weekday !== undefined && mention.weekday === (last.weekday + 1) % 7;
}

function union(a: DaySpan, b: DaySpan, joint: Joint): DaySpan {
  const to = joint === "range" ? b.to : Math.max(a.to, b.to);
  return { from: Math.min(a.from, b.from), to };
}

/** The span that a word before the day makes of it: "by Friday", "after the 5th", "from Thursday on". */
function limited(span: DaySpan, before: string, joint: Joint, { earliest }: DayContext): DaySpan {
  if (/\b(?:by|until|till)(?: the)? $/.test(before) && joint !== "range") {
    return { from: earliest, to: span.to };
  }
  if (/\bbefore(?: the)? $/.test(before)) return { from: earliest, to: span.from - 1 };
  if (/\bafter(?: the)? $/.test(before)) return { from: span.to + 1, to: span.to + OPEN_DAYS };
  if (/\b(?:from|starting|beginning)(?: on)? $/.test(before)) {
    return { from: span.from, to: Math.max(span.to, span.from + OPEN_DAYS - 1) };
  }
  return span;
}
