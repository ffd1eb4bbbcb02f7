export const WEEKDAYS: readonly string[] =
  "monday tuesday wednesday thursday friday saturday sunday".split(" ");

const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );
const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, 3));

/** Sources of patterns; none has a group of its own. */
export const WEEKDAY_NAME = `(?:${WEEKDAYS.join("|")})`;
export const MONTH_NAME = `(?:${[...MONTHS, "sept", ...SHORT_MONTHS].join("|")})`;

/** "December", for 12. */
export function nameOfMonth(month: number): string {
  const name = MONTHS[month - 1] ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** 1 to 12, for a month by its full or short name. */
export function monthNamed(name: string): number {
  return SHORT_MONTHS.indexOf(name.slice(0, 3)) + 1;
}
