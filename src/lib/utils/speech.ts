import { TZDate } from "@date-fns/tz";
import { format, isSameMonth } from "date-fns";

/** A time that can be booked, with the code by which the agent hands it back. */
export interface SpokenSlot {
  readonly code: string;
  readonly startAt: Date;
}

/**
 * The zone as people say it: "Central Time", "Mountain Standard Time" in Arizona. It depends on the zone alone, not on
 * the season, so that one sentence can hold times on both sides of a clock change.
 */
export function zoneName(timeZone: string, at: Date): string {
  const generic = zonePart(timeZone, at, "longGeneric");
  return generic.startsWith("GMT") ? zonePart(timeZone, at, "long") : generic;
}

/** "10 AM", "2:30 PM": the local time of an instant. */
export function timeOfDay(at: Date, timeZone: string): string {
  const local = new TZDate(at, timeZone);
  return format(local, local.getMinutes() === 0 ? "h a" : "h:mm a");
}

/** "Tuesday the 3rd"; with the month when that is not the month of `now`: "Tuesday, March 3rd". */
export function dayOf(at: Date, timeZone: string, now: Date): string {
  const local = new TZDate(at, timeZone);
  return isSameMonth(local, new TZDate(now, timeZone))
    ? format(local, "EEEE 'the' do")
    : format(local, "EEEE, MMMM do");
}

/** "Tuesday, March 3rd at 10 AM Central Time": unmistakable, for a confirmation. */
export function fullMoment(at: Date, timeZone: string): string {
  const day = format(new TZDate(at, timeZone), "EEEE, MMMM do");
  return `${day} at ${timeOfDay(at, timeZone)} ${zoneName(timeZone, at)}`;
}

/** "Tuesday, March 3, 2026": for reading. */
export function fullDate(at: Date, timeZone: string): string {
  return format(new TZDate(at, timeZone), "EEEE, MMMM d, yyyy");
}

/** "10:00 AM to 10:30 AM Central Time": for reading. */
export function timeRange(start: Date, end: Date, timeZone: string): string {
  const time = (at: Date) => format(new TZDate(at, timeZone), "h:mm a");
  return `${time(start)} to ${time(end)} ${zoneName(timeZone, start)}`;
}

/** "a", "a or b", "a, b, or c". */
export function joinWords(items: readonly string[], word: "and" | "or"): string {
  const last = items.at(-1) ?? "";
  if (items.length <= 1) return last;
  const comma = items.length > 2 ? "," : "";
  return `${items.slice(0, -1).join(", ")}${comma} ${word} ${last}`;
}

/**
 * Offers times in one breath, grouped by day, each with its code:
 * "Tuesday the 3rd at 10 AM (slot S1) or 2:30 PM (slot S2) Central Time".
 */
export function offerOf(slots: readonly SpokenSlot[], timeZone: string, now: Date): string {
  const ordered = [...slots].sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const first = ordered[0];
  if (!first) return "";
  const days = new Map<string, string[]>();
  for (const slot of ordered) {
    const day = dayOf(slot.startAt, timeZone, now);
    const time = `${timeOfDay(slot.startAt, timeZone)} (slot ${slot.code})`;
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  const parts = [...days].map(([day, times]) => `${day} at ${joinWords(times, "or")}`);
  const zone = zoneName(timeZone, first.startAt);
  return parts.length === 1 ? `${parts[0]} ${zone}` : `${parts.join(", or ")}, ${zone}`;
}

/** What the voice provider demands of an answer: a single line without control characters. */
export function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

function zonePart(timeZone: string, at: Date, style: "long" | "longGeneric"): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: style }).formatToParts(
    at,
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}
