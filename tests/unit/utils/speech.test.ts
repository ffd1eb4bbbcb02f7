import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dayOf,
  fullMoment,
  joinWords,
  offerOf,
  timeOfDay,
  toOneLine,
  zoneName,
} from "@/lib/utils/speech";

const CHICAGO = "America/Chicago";
const now = new Date("2026-03-02T16:00:00Z");

const ZONES = [
  "America/New_York",
  CHICAGO,
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Adak",
  "Pacific/Honolulu",
  "America/Puerto_Rico",
  "America/Indiana/Knox",
  "Australia/Lord_Howe",
];

// Whole weeks around the nights on which US clocks change, and one ordinary week.
const WEEKS = ["2026-03-05", "2026-10-29", "2026-07-06", "2027-03-11"];
const instants = fc
  .tuple(fc.constantFrom(...WEEKS), fc.integer({ min: 0, max: 7 * 96 }))
  .map(([week, quarter]) => new Date(Date.parse(`${week}T00:00:00Z`) + quarter * 900_000));

/** Written with Intl alone, so that it shares no code with what it checks. */
function localParts(at: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    hour12: true,
  }).formatToParts(at);
  const part = (type: string) => parts.find((item) => item.type === type)?.value ?? "";
  const minute = part("minute") === "00" ? "" : `:${part("minute")}`;
  return {
    weekday: part("weekday"),
    month: part("month"),
    day: part("day"),
    time: `${part("hour")}${minute} ${part("dayPeriod")}`,
  };
}

describe("speech", () => {
  test("says an offer of one day in one breath", () => {
    const slots = [
      { code: "S2", startAt: new Date("2026-03-03T20:30:00Z") },
      { code: "S1", startAt: new Date("2026-03-03T16:00:00Z") },
    ];
    expect(offerOf(slots, CHICAGO, now)).toBe(
      "Tuesday the 3rd at 10 AM (slot S1) or 2:30 PM (slot S2) Central Time",
    );
  });

  test("says an offer over several days, with the month where it changes", () => {
    const slots = [
      { code: "S1", startAt: new Date("2026-03-31T15:00:00Z") },
      { code: "S2", startAt: new Date("2026-03-31T19:00:00Z") },
      { code: "S3", startAt: new Date("2026-04-01T15:00:00Z") },
    ];
    expect(offerOf(slots, CHICAGO, now)).toBe(
      "Tuesday the 31st at 10 AM (slot S1) or 2 PM (slot S2), or Wednesday, April 1st at 10 AM (slot S3), Central Time",
    );
  });

  test("says nothing when there is nothing to offer", () => {
    expect(offerOf([], CHICAGO, now)).toBe("");
  });

  test("confirms with weekday, date, time and zone", () => {
    expect(fullMoment(new Date("2026-03-03T16:00:00Z"), CHICAGO)).toBe(
      "Tuesday, March 3rd at 10 AM Central Time",
    );
  });

  test.each([
    [CHICAGO, "Central Time"],
    ["America/Phoenix", "Mountain Standard Time"],
    ["America/Indiana/Indianapolis", "Eastern Time"],
    ["UTC", "Coordinated Universal Time"],
  ])("names %s as people do", (zone, name) => {
    expect(zoneName(zone, now)).toBe(name);
  });

  test("joins words", () => {
    expect(joinWords([], "or")).toBe("");
    expect(joinWords(["a"], "or")).toBe("a");
    expect(joinWords(["a", "b"], "and")).toBe("a and b");
    expect(joinWords(["a", "b", "c"], "or")).toBe("a, b, or c");
  });

  test("the spoken moment is the instant's local time, in every zone and on every clock change", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const local = localParts(at, zone);
        expect(timeOfDay(at, zone)).toBe(local.time);
        const spoken = fullMoment(at, zone);
        expect(spoken.startsWith(`${local.weekday}, ${local.month} ${local.day}`)).toBe(true);
        expect(spoken).toContain(` at ${local.time} ${zoneName(zone, at)}`);
        expect(dayOf(at, zone, at)).toMatch(
          new RegExp(`^${local.weekday} the ${local.day}\\D\\D$`),
        );
      }),
      { numRuns: 400 },
    );
  });

  test("is a single line whatever comes in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const line = toOneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(toOneLine(line)).toBe(line);
      }),
    );
  });
});
