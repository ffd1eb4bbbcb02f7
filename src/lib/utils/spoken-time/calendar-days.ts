/**
 * Days of the calendar as whole numbers, so that a day has no zone, no hour and no clock change. Day 0 is
 * 1970-01-01.
 */
const DAY_MS = 86_400_000;
const WEEK = 7;

/** Calendar days from and to, both inclusive. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** The number of a day; a month or day past its end runs on into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Year, month (1–12) and day of the month. */
export function calendarParts(day: number): { year: number; month: number; day: number } {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** The number of a day written `YYYY-MM-DD`. */
export function dayFromDate(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return dayNumber(year, month, day);
}

/** `YYYY-MM-DD`. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 0, Sunday 6: a week begins on Monday, as a working week does. */
export function weekdayOf(day: number): number {
  return (((day + 3) % WEEK) + WEEK) % WEEK;
}

export function startOfWeek(day: number): number {
  return day - weekdayOf(day);
}

/** The first such weekday that is not before `earliest`. */
export function weekdayFrom(weekday: number, earliest: number): number {
  return earliest + ((weekday - weekdayOf(earliest) + WEEK) % WEEK);
}

/** The days of a month; a month past December runs on into the next year. */
export function monthSpan(year: number, month: number): DaySpan {
  return { from: dayNumber(year, month, 1), to: dayNumber(year, month + 1, 1) - 1 };
}

/** The day with this month and day of the month in the first year, from `year` on, in which it is not past. */
export function yearlyDayFrom(
  wanted: { year: number; month: number; day: number },
  earliest: number,
): number | undefined {
  const { month, day } = wanted;
  const first = Math.max(wanted.year, calendarParts(earliest).year);
  // Eight years hold a 29th of February, also around 2100.
  const years = Array.from({ length: 9 }, (_, index) => first + index);
  return years
    .map((year) => dayNumber(year, month, day))
    .find((candidate) => candidate >= earliest && calendarParts(candidate).day === day);
}

/** The next day with this day of the month: "the 31st" skips the shorter months. */
export function monthlyDayFrom(dayOfMonth: number, earliest: number): number | undefined {
  const { year, month } = calendarParts(earliest);
  return [0, 1, 2]
    .map((ahead) => dayNumber(year, month + ahead, dayOfMonth))
    .find((day) => day >= earliest && calendarParts(day).day === dayOfMonth);
}
