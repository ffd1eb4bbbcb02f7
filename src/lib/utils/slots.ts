import { TZDate } from "@date-fns/tz";
import { addDays, endOfDay, format } from "date-fns";

type PartOfDay = "morning" | "afternoon" | "any";

export interface SlotWish {
  /** `YYYY-MM-DD` in the called party's zone. */
  readonly date?: string | undefined;
  readonly partOfDay: PartOfDay;
}

const NOON = 12;
const HOUR_MS = 3_600_000;
const APART_MS = 3 * HOUR_MS;

/** The local calendar day of an instant, `YYYY-MM-DD`. */
export function localDate(at: Date, timeZone: string): string {
  return format(new TZDate(at, timeZone), "yyyy-MM-dd");
}

/** The last instant of the local day that lies `days` calendar days after `now`. */
export function endOfHorizon(now: Date, days: number, timeZone: string): Date {
  return new Date(endOfDay(addDays(new TZDate(now, timeZone), days)).getTime());
}

/** Noon of a local day, given as `YYYY-MM-DD`. */
export function noonOf(date: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, day, NOON, timeZone).getTime());
}

/** Whether `date` names a day of the calendar: `2026-02-30` does not. */
export function isCalendarDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** The slots that somebody with this wish, in this zone, would take. */
export function matchingSlots(slots: readonly Date[], wish: SlotWish, timeZone: string): Date[] {
  return slots.filter((slot) => {
    if (wish.date !== undefined && localDate(slot, timeZone) !== wish.date) return false;
    const isMorning = new TZDate(slot, timeZone).getHours() < NOON;
    return wish.partOfDay === "any" || isMorning === (wish.partOfDay === "morning");
  });
}

/**
 * At most `count` slots that give a real choice: the earliest, one well apart from it on that day, then one on a later
 * day; filled up with the earliest others.
 */
export function spreadSlots(slots: readonly Date[], count: number, timeZone: string): Date[] {
  const ordered = inOrder(slots);
  const first = ordered[0];
  if (!first) return [];
  const day = localDate(first, timeZone);
  const sameDay = ordered.find(
    (slot) => slot.getTime() - first.getTime() >= APART_MS && localDate(slot, timeZone) === day,
  );
  const nextDay = ordered.find((slot) => localDate(slot, timeZone) !== day);
  const chosen = new Set([first, ...present(sameDay), ...present(nextDay), ...ordered]);
  return inOrder([...chosen].slice(0, count));
}

/** The `count` slots that lie nearest to a wanted instant, in order of time. */
export function nearestSlots(slots: readonly Date[], wanted: Date, count: number): Date[] {
  const distance = (slot: Date) => Math.abs(slot.getTime() - wanted.getTime());
  const nearest = inOrder(slots).sort((a, b) => distance(a) - distance(b));
  return inOrder(nearest.slice(0, count));
}

function inOrder(slots: readonly Date[]): Date[] {
  return [...slots].sort((a, b) => a.getTime() - b.getTime());
}

function present(slot: Date | undefined): Date[] {
  return slot ? [slot] : [];
}
