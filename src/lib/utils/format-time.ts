const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat("en-US", { numeric: "auto", style: "short" });

/** "in 3 min", "2 hr. ago", "yesterday"; undefined when a week or more away, where a date says more. */
export function formatRelative(at: Date, now: Date): string | undefined {
  const ms = at.getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size < 5 * SECOND) return "now";
  if (size < MINUTE) return relative.format(Math.trunc(ms / SECOND), "second");
  if (size < HOUR) return relative.format(Math.trunc(ms / MINUTE), "minute");
  if (size < DAY) return relative.format(Math.trunc(ms / HOUR), "hour");
  if (size < 7 * DAY) return relative.format(Math.trunc(ms / DAY), "day");
  return undefined;
}

export type TimeStyle = "time" | "short" | "full";

const STYLES: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  time: { hour: "numeric", minute: "2-digit" },
  short: { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  full: {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  },
};

/** An instant in a zone: `time` "10:30 AM", `short` "Tue, Mar 3, 10:30 AM", `full` with year, seconds and zone. */
export function formatTime(at: Date, timeZone: string, style: TimeStyle): string {
  return formatterOf(timeZone, style, STYLES[style]).format(at);
}

/** What people call the zone at that instant: "CST", "EDT", "GMT+2". */
export function zoneAbbreviation(at: Date, timeZone: string): string {
  const parts = formatterOf(timeZone, "zone", { timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** Making a formatter takes a hundred times as long as formatting, and a list shows hundreds of times in a few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(
  timeZone: string,
  style: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  formatters.set(key, made);
  return made;
}

/** Whether clocks in both zones show the same at that instant. */
export function isSameLocalTime(at: Date, zoneA: string, zoneB: string): boolean {
  return formatTime(at, zoneA, "full") === formatTime(at, zoneB, "full");
}

/** A span as a clock shows it: "3:07", "1:02:45". Never negative. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
