import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SEED_FILE = "supabase/migrations/20261125090100_seed_calling_rules.sql";

const TERRITORIES = ["DC", "PR", "VI", "GU", "AS", "MP"];

type Window = string | null;
type Rule = {
  state: string;
  weekday: Window;
  saturday: Window;
  sunday: Window;
  allowsHolidays: string;
  maxAttempts: string | null;
  minGap: string | null;
  needsRegistration: string;
  source: string | null;
  verifiedOn: string | null;
  note: string | null;
};

const rules = parseRules(readFileSync(SEED_FILE, "utf8"));
const byState = new Map(rules.map((rule) => [rule.state, rule]));

describe("the calling rules' seed", () => {
  it("has one row for each of the 50 states, the district and the five territories", () => {
    expect(rules).toHaveLength(56);
    expect(byState.size).toBe(56);
    expect(TERRITORIES.filter((state) => !byState.has(state))).toEqual([]);
  });

  it.each(rules)("keeps $state inside the federal hours, with source and date", (rule) => {
    expect(rule.weekday).not.toBeNull();
    for (const window of [rule.weekday, rule.saturday, rule.sunday]) {
      if (window === null) continue;
      const [start = "", end = ""] = window.split("-");
      expect(start >= "08:00" && start < end && end <= "21:00").toBe(true);
    }
    expect(rule.source?.trim()).toBeTruthy();
    expect(rule.verifiedOn).toBe("2026-11-22");
    expect(rule.allowsHolidays).toBe("false");
  });

  it.each([
    ["FL", "08:00-20:00", "08:00-20:00", "08:00-20:00"],
    ["OK", "08:00-20:00", "08:00-20:00", "08:00-20:00"],
    ["WA", "08:00-20:00", "08:00-20:00", "08:00-20:00"],
    ["MD", "08:00-20:00", "08:00-20:00", "08:00-20:00"],
    ["MA", "08:00-20:00", "08:00-20:00", "08:00-20:00"],
    ["AL", "08:00-20:00", "08:00-20:00", null],
    ["LA", "08:00-20:00", "08:00-20:00", null],
    ["MS", "08:00-20:00", "08:00-20:00", null],
    ["NV", "09:00-20:00", "09:00-20:00", "09:00-20:00"],
    ["CT", "09:00-20:00", "09:00-20:00", "09:00-20:00"],
    ["KY", "10:00-21:00", "10:00-21:00", "10:00-21:00"],
    ["MI", "09:00-21:00", "09:00-21:00", "09:00-21:00"],
    ["MN", "09:00-21:00", "09:00-21:00", "09:00-21:00"],
    ["NM", "09:00-21:00", "09:00-21:00", "09:00-21:00"],
    ["RI", "09:00-18:00", "10:00-17:00", null],
    ["TX", "09:00-21:00", "09:00-21:00", "12:00-21:00"],
    ["UT", "08:00-21:00", "08:00-21:00", null],
    ["CA", "09:00-21:00", "09:00-21:00", "09:00-21:00"],
    ["IL", "09:00-21:00", "09:00-21:00", "09:00-21:00"],
    ["ME", "09:00-17:00", null, null],
    ["NE", "08:00-21:00", "08:00-21:00", "13:00-21:00"],
    ["PA", "08:00-21:00", "08:00-12:00", "13:30-21:00"],
    ["SD", "09:00-21:00", null, null],
  ])("gives %s its own hours: %s, Saturday %s, Sunday %s", (state, weekday, saturday, sunday) => {
    expect(byState.get(state)).toMatchObject({ weekday, saturday, sunday });
  });

  it("limits attempts and gaps only where a state's law does", () => {
    const limited = rules.filter((rule) => rule.maxAttempts ?? rule.minGap);
    expect(limited.map((rule) => [rule.state, rule.maxAttempts, rule.minGap])).toEqual([
      ["FL", "3", null],
      ["ME", null, "480"],
      ["MD", "3", null],
      ["OK", "3", null],
    ]);
  });

  it("names the statute wherever it asks for a registration, and only there", () => {
    const asked = rules
      .filter((rule) => rule.needsRegistration === "true")
      .map((rule) => rule.state);
    const named = rules
      .filter((rule) => rule.note?.includes("Registration: "))
      .map((rule) => rule.state);
    expect(asked).toEqual(named);
    expect(asked).toEqual(expect.arrayContaining(["FL", "OK", "TX", "WA"]));
    expect(asked).toHaveLength(35);
  });
});

function parseRules(text: string): Rule[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("  ('"))
    .map((line) => [...line.matchAll(/'((?:[^']|'')*)'|\b(null|true|false|\d+)\b/g)])
    .map((cells) =>
      cells.map(([, quoted, bare]) => quoted ?? (bare === "null" ? null : (bare ?? null))),
    )
    .map(toRule);
}

function toRule(cells: readonly (string | null)[]): Rule {
  const cell = (index: number) => cells[index] ?? null;
  const window = (index: number) => {
    const [start, end] = [cell(index), cell(index + 1)];
    return start === null && end === null ? null : `${start}-${end}`;
  };
  return {
    state: cell(0) ?? "",
    weekday: window(1),
    saturday: window(3),
    sunday: window(5),
    allowsHolidays: cell(7) ?? "",
    maxAttempts: cell(8),
    minGap: cell(9),
    needsRegistration: cell(10) ?? "",
    source: cell(11),
    verifiedOn: cell(12),
    note: cell(13),
  };
}
