import type { AppointmentRow } from "@/lib/services/appointments/list";
import { localDate } from "@/lib/utils/slots";

export interface AppointmentDay {
  /** The calendar day in the zone, `2026-03-03`. */
  readonly day: string;
  readonly rows: readonly AppointmentRow[];
}

/** Puts appointments under the calendar days on which they begin in a zone, in the order that they have. */
export function groupByDay(
  rows: readonly AppointmentRow[],
  timeZone: string,
): readonly AppointmentDay[] {
  // en-CA writes calendar days as ISO 8601 does.
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const days = new Map<string, AppointmentRow[]>();
  for (const row of rows) {
    const day = format.format(new Date(row.startTime));
    const list = days.get(day);
    if (list) list.push(row);
    else days.set(day, [row]);
  }
  return [...days].map(([day, list]) => ({ day, rows: list }));
}

/** "Today, Tuesday, March 3", by the business date in the zone. */
export function nameDay(day: string, now: Date, timeZone: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const name = new Intl.DateTimeFormat("en-US", {
    timeZone: "UTC",
    weekday: "long",
    month: "long",
    day: "numeric",
    ...(at.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: "numeric" }),
  }).format(at);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  const distance = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  const nearby = { "-1": "Yesterday", "0": "Today", "1": "Tomorrow" }[String(distance)];
  return nearby ? `${nearby}, ${name}` : name;
}

/** Instants under the calendar days of a zone, in the order that they have. */
export function groupByLocalDay(
  starts: readonly Date[],
  zone: string,
): ReadonlyMap<string, readonly Date[]> {
  const days = new Map<string, Date[]>();
  for (const start of starts) {
    const day = localDate(start, zone);
    const list = days.get(day);
    if (list) list.push(start);
    else days.set(day, [start]);
  }
  return days;
}
