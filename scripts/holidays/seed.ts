import Holidays, { type HolidaysTypes } from "date-holidays";
import { EXTRA_DAYS } from "./extra-days";

export const SEED_FILE = "supabase/migrations/20261125090200_seed_holidays.sql";

export type HolidayRow = { day: string; name: string; scope: string };

const YEARS = [2026, 2027, 2028, 2029];

/** The library lists these as countries of their own. */
const TERRITORIES = ["AS", "GU", "MP", "PR", "VI"];

/**
 * Every federal holiday of the years ("US"), then each state's own days that are not federal anyway.
 * A day that falls on a weekend stays in beside the day on which it is observed.
 */
export function collectHolidays(): HolidayRow[] {
  const federal = rowsOf(new Holidays("US"), "US");
  const federalDays = new Set(federal.map((row) => row.day));
  const own = stateCalendars().flatMap(([scope, calendar]) => {
    for (const { rule, name } of EXTRA_DAYS[scope] ?? []) {
      calendar.setHoliday(rule, { name: { en: name }, type: "public", substitute: true });
    }
    return rowsOf(calendar, scope).filter((row) => !federalDays.has(row.day));
  });
  const unique = new Map([...federal, ...own].map((row) => [keyOf(row), row]));
  return [...unique.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The migration's text: the same rows always give the same bytes. */
export function holidaySeedSql(rows: readonly HolidayRow[]): string {
  const values = rows.map(
    ({ day, name, scope }) => `  ('${day}', '${name.replaceAll("'", "''")}', '${scope}')`,
  );
  return `-- Federal holidays ("US") and each state's own ones, ${YEARS.at(0)} to ${YEARS.at(-1)}: no calls on these days by default.
-- Written by scripts/holidays/build.ts from date-holidays 3.37.0 and scripts/holidays/extra-days.ts; not edited by hand.

insert into public.holidays (day, name, scope) values
${values.join(",\n")}
on conflict do nothing;
`;
}

function stateCalendars(): [string, Holidays][] {
  const states = Object.keys(new Holidays().getStates("US"));
  return [
    ...states.map((state): [string, Holidays] => [state, new Holidays("US", state)]),
    ...TERRITORIES.map((code): [string, Holidays] => [code, new Holidays(code)]),
  ];
}

function rowsOf(calendar: Holidays, scope: string): HolidayRow[] {
  calendar.setLanguages(["en-us", "en"]);
  return YEARS.flatMap((year) => calendar.getHolidays(year))
    .filter(isDayOff)
    .map(({ date, name }) => ({
      day: date.slice(0, 10),
      name: name.replace("(substitute day)", "(observed)"),
      scope,
    }));
}

/** The library gives the observed Veterans Day, alone of the federal ones, as a bank holiday. */
function isDayOff({ type, substitute }: HolidaysTypes.Holiday): boolean {
  return type === "public" || (type === "bank" && substitute === true);
}

function keyOf({ day, scope, name }: HolidayRow): string {
  return `${day} ${scope} ${name}`;
}
