import { TZDate } from "@date-fns/tz";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDate } from "@/lib/utils/slots";
import {
  callbackInstant,
  describeWish,
  fitsWish,
  resolveSpokenTime,
} from "@/lib/utils/spoken-time";

const ZONES = [
  "America/New_York",
  "America/Chicago",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Adak",
  "Pacific/Honolulu",
  "Australia/Lord_Howe",
];

// Whole weeks around the nights on which US clocks change, a year's end and an ordinary week.
const WEEKS = ["2026-03-05", "2026-10-29", "2026-12-28", "2026-07-06", "2027-03-11", "2027-11-04"];
const weeks = fc.constantFrom(...WEEKS);
const quarters = fc.integer({ min: 0, max: 7 * 96 });
const nows = fc
  .tuple(weeks, quarters, fc.integer({ min: 0, max: 899 }))
  .map(
    ([week, quarter, second]) => Date.parse(`${week}T00:00:00Z`) + (quarter * 900 + second) * 1000,
  )
  .map((time) => new Date(time));
const zones = fc.constantFrom(...ZONES);

const weekday = fc.constantFrom(
  "Monday",
  "tuesday",
  "Wed",
  "Thursday",
  "Fri",
  "saturday",
  "Sunday",
);
const day = fc.oneof(
  fc.constantFrom("", "today", "tomorrow", "day after tomorrow", "this week", "later this week"),
  fc.constantFrom(
    "next week",
    "end of next week",
    "the week after next",
    "next month",
    "this weekend",
  ),
  fc.constantFrom(
    "March 8th",
    "11/1",
    "the 5th",
    "the 31st",
    "Feb 29",
    "2027-03-14",
    "in December",
  ),
  fc.constantFrom(
    "in three days",
    "in two weeks",
    "a week from Friday",
    "after the 5th",
    "by Friday",
  ),
  fc
    .tuple(fc.constantFrom("", "this ", "next ", "after ", "before "), weekday)
    .map((parts) => parts.join("")),
  fc.tuple(weekday, fc.constantFrom(" or ", " to ", ", "), weekday).map((parts) => parts.join("")),
);
const hour = fc.constantFrom("two", "10", "noon", "3:30", "half past nine", "14:00", "7 pm", "8");
const clock = fc.oneof(
  fc.constantFrom(
    "",
    "in the morning",
    "afternoon",
    "first thing",
    "end of day",
    "evening",
    "after lunch",
  ),
  fc
    .tuple(fc.constantFrom("at ", "after ", "before ", "around "), hour)
    .map((parts) => parts.join("")),
  fc.tuple(hour, hour).map(([from, to]) => `between ${from} and ${to}`),
);
const sentences = fc
  .tuple(fc.constantFrom("", "um, like ", "maybe "), day, clock, fc.boolean())
  .map(
    ([noise, days, time, isClockFirst]) =>
      noise + (isClockFirst ? `${time} ${days}` : `${days} ${time}`),
  );
const anything = fc.oneof(
  sentences,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(fc.oneof(weekday, hour, day, fc.constantFrom("or", "and", "not", "in", "-", "/", "1")), {
      maxLength: 20,
    })
    .map((words) => words.join(" ")),
);

describe("any spoken time", () => {
  test("is a span of days that are not past, at a time that can still be kept", () => {
    fc.assert(
      fc.property(anything, nows, zones, (words, now, zone) => {
        const wish = resolveSpokenTime(words, now, zone);
        if (!wish) return;
        expect(wish.fromDate >= localDate(now, zone)).toBe(true);
        expect(wish.toDate >= wish.fromDate).toBe(true);
        const { fromMinute = 0, toMinute = 1440, atMinute = 0 } = wish;
        expect(0 <= fromMinute && fromMinute < toMinute && toMinute <= 1440).toBe(true);
        expect(0 <= atMinute && atMinute < 1440).toBe(true);
        expect(describeWish(wish, now, zone)).toMatch(/^[\w ,:]+$/);
      }),
      { numRuns: 2000 },
    );
  });

  test("can be kept by calling back at its beginning, never in the past", () => {
    fc.assert(
      fc.property(sentences, nows, zones, (words, now, zone) => {
        const wish = resolveSpokenTime(words, now, zone);
        if (!wish) return;
        const at = callbackInstant(wish, now, zone);
        expect(at >= now).toBe(true);
        expect(fitsWish(at, wish, zone)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("is the same wish by the clock of every zone", () => {
    const wall = fc.tuple(
      weeks,
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 5 * 60, max: 1439 }),
    );
    fc.assert(
      fc.property(sentences, wall, zones, zones, (words, [week, days, minute], one, other) => {
        const [year = 0, month = 1, date = 1] = week.split("-").map(Number);
        const inZone = (zone: string) => {
          const hours = Math.floor(minute / 60);
          const local = new TZDate(year, month - 1, date + days, hours, minute % 60, zone);
          return resolveSpokenTime(words, new Date(local.getTime()), zone);
        };
        expect(inZone(one)).toEqual(inZone(other));
      }),
      { numRuns: 1000 },
    );
  });

  test("takes no time to refuse what nobody would say", () => {
    const now = new Date("2026-03-05T16:10:00Z");
    const hostile = [
      "at ",
      "2 ",
      "or monday ",
      "\u0000\u001b[2J",
      "between 1 and ",
      "ﷺ",
      "~",
      "1/",
    ];
    const started = performance.now();
    for (const part of hostile) {
      expect(() => resolveSpokenTime(part.repeat(10_000), now, "America/Chicago")).not.toThrow();
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
