const format = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  weekday: "short",
  month: "short",
  day: "numeric",
  year: "numeric",
});

/** A calendar day, `2026-11-26`, as "Thu, Nov 26, 2026". */
export function formatDay(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`));
}
