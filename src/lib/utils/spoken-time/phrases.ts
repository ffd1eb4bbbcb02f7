import { joinWords, timeOfDay } from "../speech";
import { calendarParts, type DaySpan, monthSpan, startOfWeek, weekdayOf } from "./calendar-days";
import type { Clock } from "./clock";
import { nameOfMonth } from "./names";

/** Who says "in the morning" names no hour to begin with. */
const DAWN = 360;
const PARTS: ReadonlyArray<readonly [fromMinute: number, toMinute: number, name: string]> = [
  [DAWN, 720, "morning"],
  [720, 1020, "afternoon"],
  [1020, 1260, "evening"],
];

/**
 * A span of days by its common name ("tomorrow", "next week"), else by its days.
 * @param nameOf says a single day.
 */
export function daysPhrase(span: DaySpan, today: number, nameOf: (day: number) => string): string {
  const { from, to } = span;
  const say = (day: number) => nearName(day, today) ?? nameOf(day);
  if (from === to) return say(from);
  const period = weekName(span, today, nameOf) ?? monthName(span, today);
  if (period) return period;
  const [first, last] = [say(from), say(to)];
  return to === from + 1
    ? joinWords([first, last], "or")
    : `between ${joinWords([first, last], "and")}`;
}

/** The words after the day: " at 2 PM", " after 2 PM", " in the morning"; "" when any time will do. */
export function clockPhrase(clock: Clock): string {
  const { atMinute, fromMinute, toMinute } = clock;
  if (atMinute !== undefined) return ` at ${minuteName(atMinute)}`;
  const part = partName(clock);
  if (part) return ` in the ${part}`;
  if (toMinute !== undefined && (fromMinute ?? 0) <= DAWN) return ` before ${minuteName(toMinute)}`;
  if (fromMinute !== undefined && toMinute !== undefined) {
    return ` between ${minuteName(fromMinute)} and ${minuteName(toMinute)}`;
  }
  return fromMinute === undefined ? "" : ` after ${minuteName(fromMinute)}`;
}

/** "This morning" and "tomorrow afternoon" are said in one; undefined for other days and times. */
export function nearPartPhrase(span: DaySpan, today: number, clock: Clock): string | undefined {
  const part = clock.atMinute === undefined ? partName(clock) : undefined;
  if (!part || span.from !== span.to) return undefined;
  if (span.from === today) return `this ${part}`;
  return span.from === today + 1 ? `tomorrow ${part}` : undefined;
}

function nearName(day: number, today: number): string | undefined {
  if (day === today) return "today";
  return day === today + 1 ? "tomorrow" : undefined;
}

function weekName(
  { from, to }: DaySpan,
  today: number,
  nameOf: (day: number) => string,
): string | undefined {
  const sunday = startOfWeek(today) + 6;
  if (weekdayOf(to) !== 6) return undefined;
  if (to === sunday) return thisWeek(from, today);
  if (from === to - 6) return from === sunday + 1 ? "next week" : `the week of ${nameOf(from)}`;
  return weekdayOf(from) === 5 && to === sunday + 7 ? "next weekend" : undefined;
}

function thisWeek(from: number, today: number): string {
  if (weekdayOf(from) === 5) return "this weekend";
  return from === today ? "this week" : "later this week";
}

function monthName({ from, to }: DaySpan, today: number): string | undefined {
  const { year, month } = calendarParts(from);
  const whole = monthSpan(year, month);
  if (from !== whole.from || to !== whole.to) return undefined;
  const current = calendarParts(today);
  if (from === monthSpan(current.year, current.month + 1).from) return "next month";
  return year === current.year ? nameOfMonth(month) : `${nameOfMonth(month)} ${year}`;
}

function partName({ fromMinute, toMinute }: Clock): string | undefined {
  return PARTS.find(([from, to]) => from === fromMinute && to === toMinute)?.[2];
}

/** A time of day without a day; UTC has no clock change that could shift it. */
function minuteName(minute: number): string {
  return timeOfDay(new Date(Date.UTC(2000, 0, 1, 0, minute)), "UTC");
}
