import { TZDate } from "@date-fns/tz";
import { isCalendarDate } from "@/lib/utils/slots";

const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
const SUNDAY = 0;

/** Calendar days are `YYYY-MM-DD` here and are reckoned as such: no zone, hence no clock change, touches them. */
export function addToDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return addToDay(day, weekday === SUNDAY ? -6 : 1 - weekday);
}

/** The Monday that an address means: of the week of its day, or of today's where it has no good one. */
export function mondayOfAddress(week: string | null, today: string): string {
  return mondayOf(week !== null && isCalendarDate(week) ? week : today);
}

/** Monday to Sunday. */
export function daysOfWeek(monday: string): readonly string[] {
  return Array.from({ length: DAYS_A_WEEK }, (_, index) => addToDay(monday, index));
}

/** The first instant of a day in a zone: midnight, or where clocks skip that, the first moment after. */
export function startOfDay(day: string, timeZone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, 0, timeZone).getTime());
}

/** A span that holds the week in every zone on earth, so that the server can ask for it without knowing the viewer's. */
export function spanOfWeek(monday: string): { readonly from: string; readonly to: string } {
  return {
    from: `${addToDay(monday, -1)}T00:00:00.000Z`,
    to: `${addToDay(monday, DAYS_A_WEEK + 1)}T00:00:00.000Z`,
  };
}

/** A day in words; as long as they are asked for. */
export function formatDay(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" }).format(new Date(day));
}

/** "Tuesday, March 3". */
export function nameOfDay(day: string): string {
  return formatDay(day, { weekday: "long", month: "long", day: "numeric" });
}

/** "March 2 – 8, 2026", "March 30 – April 5, 2026", "December 28, 2026 – January 3, 2027". */
export function nameWeek(monday: string): string {
  const first = readDay(monday);
  const last = readDay(addToDay(monday, DAYS_A_WEEK - 1));
  // Not formatRange: the spaces it writes differ between the server and the browser.
  const firstYear = first.year === last.year ? "" : `, ${first.year}`;
  const lastMonth = first.month === last.month ? "" : `${last.month} `;
  return `${first.month} ${first.date}${firstYear} – ${lastMonth}${last.date}, ${last.year}`;
}

function readDay(day: string) {
  const at = new Date(day);
  return {
    year: at.getUTCFullYear(),
    month: formatDay(day, { month: "long" }),
    date: at.getUTCDate(),
  };
}
