import { TZDate } from "@date-fns/tz";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** An instant as the service writes it for a zone: with its offset, or with Z when no zone was asked for. */
export function inZone(ms: number, timeZone: string | undefined): string {
  return timeZone ? new TZDate(ms, timeZone).toISOString() : new Date(ms).toISOString();
}

/** The calendar date of an instant in a zone, as `YYYY-MM-DD`. */
export function dateIn(ms: number, timeZone: string): string {
  return inZone(ms, timeZone).slice(0, 10);
}

/** Minutes that a zone is ahead of UTC at an instant. */
export function offsetMinutes(ms: number, timeZone: string): number {
  return -new TZDate(ms, timeZone).getTimezoneOffset();
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The service's webhooks write the same instant in three ways. */
export type TimeFormat = "seconds" | "milliseconds" | "offset";

export function formatTime(iso: string, format: TimeFormat): string {
  const text = new Date(iso).toISOString();
  if (format === "milliseconds") return text;
  return text.replace(/\.\d+Z$/, format === "seconds" ? "Z" : "+00:00");
}
