const HOUR_MS = 3_600_000;
const SHORT_DAY_HOURS = 8;

export interface ForecastHour {
  /** The hour's beginning, ISO 8601. */
  readonly at: string;
  readonly calls: number;
}

export interface ForecastBars {
  /** Every hour from now to the last one with a call, also those without. */
  readonly bars: readonly ForecastHour[];
  /** The first hour of each day of the viewer's zone, without today when little is left of it. */
  readonly dayStarts: readonly string[];
}

/** Hours side by side without gaps, so that nights look like nights. */
export function toBars(hours: readonly ForecastHour[], zone: string, now: Date): ForecastBars {
  const calls = new Map(hours.map((hour) => [Date.parse(hour.at), hour.calls] as const));
  const first = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const last = Math.max(first + 23 * HOUR_MS, ...calls.keys());
  const bars: ForecastHour[] = [];
  const dayStarts: string[] = [];
  let day = "";
  for (let ms = first; ms <= last; ms += HOUR_MS) {
    const at = new Date(ms).toISOString();
    bars.push({ at, calls: calls.get(ms) ?? 0 });
    const thisDay = formatDay(at, zone);
    if (thisDay !== day) dayStarts.push(at);
    day = thisDay;
  }
  // The rest of today may be too short for a name beside tomorrow's.
  const isShort = bars.findIndex((bar) => bar.at === dayStarts[1]) < SHORT_DAY_HOURS;
  return { bars, dayStarts: dayStarts.length > 1 && isShort ? dayStarts.slice(1) : dayStarts };
}

/** "Tue 3" on the viewer's calendar. */
export function formatDay(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    weekday: "short",
    day: "numeric",
    timeZone: zone,
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")}`;
}
