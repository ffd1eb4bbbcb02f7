import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  collectHolidays,
  type HolidayRow,
  holidaySeedSql,
  SEED_FILE,
} from "../../scripts/holidays/seed";

const sql = readFileSync(SEED_FILE, "utf8");
const rows = parseRows(sql);

/** What 5 U.S.C. 6103 makes of the years, the observed days included, counted by hand. */
const FEDERAL_DAYS: Readonly<Record<string, readonly string[]>> = {
  "New Year's Day": ["2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01"],
  "New Year's Day (observed)": ["2027-12-31"],
  "Martin Luther King Jr. Day": ["2026-01-19", "2027-01-18", "2028-01-17", "2029-01-15"],
  "Washington's Birthday": ["2026-02-16", "2027-02-15", "2028-02-21", "2029-02-19"],
  "Memorial Day": ["2026-05-25", "2027-05-31", "2028-05-29", "2029-05-28"],
  Juneteenth: ["2026-06-19", "2027-06-19", "2028-06-19", "2029-06-19"],
  "Juneteenth (observed)": ["2027-06-18"],
  "Independence Day": ["2026-07-04", "2027-07-04", "2028-07-04", "2029-07-04"],
  "Independence Day (observed)": ["2026-07-03", "2027-07-05"],
  "Labor Day": ["2026-09-07", "2027-09-06", "2028-09-04", "2029-09-03"],
  "Columbus Day": ["2026-10-12", "2027-10-11", "2028-10-09", "2029-10-08"],
  "Veterans Day": ["2026-11-11", "2027-11-11", "2028-11-11", "2029-11-11"],
  "Veterans Day (observed)": ["2028-11-10", "2029-11-12"],
  "Thanksgiving Day": ["2026-11-26", "2027-11-25", "2028-11-23", "2029-11-22"],
  "Christmas Day": ["2026-12-25", "2027-12-25", "2028-12-25", "2029-12-25"],
  "Christmas Day (observed)": ["2027-12-24"],
};

describe("the holidays' seed", () => {
  it("is what the generator writes", () => {
    expect(holidaySeedSql(collectHolidays())).toBe(sql);
  });

  it("has every federal holiday of the four years and every day on which one is observed", () => {
    const expected = Object.entries(FEDERAL_DAYS).flatMap(([name, days]) =>
      days.map((day) => `${day} ${name}`),
    );
    const federal = rows
      .filter((row) => row.scope === "US")
      .map(({ day, name }) => `${day} ${name}`);
    expect(federal.sort()).toEqual(expected.sort());
  });

  it.each([
    ["LA", "2027-02-09", "Mardi Gras"],
    ["AL", "2027-02-09", "Mardi Gras"],
    ["LA", "2026-04-03", "Good Friday"],
    ["MS", "2026-04-27", "Confederate Memorial Day"],
    ["PA", "2026-06-15", "Flag Day (observed)"],
    ["PA", "2027-11-02", "Election Day"],
    ["RI", "2027-08-09", "Victory Day"],
    ["RI", "2026-07-06", "Independence Day (observed)"],
    ["UT", "2027-07-24", "Pioneer Day"],
    ["UT", "2027-07-23", "Pioneer Day (observed)"],
  ])("closes %s on %s, %s", (scope, day, name) => {
    expect(rows).toContainEqual({ day, name, scope });
  });

  it("gives a state only days that are not federal, each once, in a stable order", () => {
    const federal = new Set(rows.filter((row) => row.scope === "US").map((row) => row.day));
    const keys = rows.map(({ day, scope, name }) => `${day} ${scope} ${name}`);
    expect(rows.filter((row) => row.scope !== "US" && federal.has(row.day))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([...keys].sort());
  });
});

function parseRows(text: string): HolidayRow[] {
  return [...text.matchAll(/^ {2}\('(\d{4}-\d\d-\d\d)', '((?:[^']|'')+)', '([A-Z]{2})'\)/gm)].map(
    ([, day = "", name = "", scope = ""]) => ({ day, name: name.replaceAll("''", "'"), scope }),
  );
}
