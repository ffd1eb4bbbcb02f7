import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createClock,
  formatClockSettings,
  parseClockSettings,
  REAL_TIME,
  toBusinessMs,
} from "@/lib/utils/clock";

describe("business clock", () => {
  test("real time is the real time", () => {
    expect(
      createClock(REAL_TIME, () => 1_772_553_600_123)
        .now()
        .getTime(),
    ).toBe(1_772_553_600_123);
  });

  test("at sixty times the speed one real second is a business minute", () => {
    const settings = parseClockSettings("2026-03-03T16:00:00Z@2026-11-22T09:00:00Zx60");
    expect(settings).toBeDefined();
    const now = createClock(settings ?? REAL_TIME, () => Date.parse("2026-11-22T09:00:01Z")).now();
    expect(now.toISOString()).toBe("2026-03-03T16:01:00.000Z");
  });

  test.each([
    "",
    "x60",
    "2026-03-03@2026-11-22x60",
    "2026-03-03T16:00:00Z@2026-11-22T09:00:00Zx0",
    "2026-13-03T16:00:00Z@2026-11-22T09:00:00Zx1",
  ])("refuses %j", (text) => expect(parseClockSettings(text)).toBeUndefined());

  test("what it writes it reads, and time never runs backwards", () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(
        instant,
        instant,
        fc.integer({ min: 1, max: 3600 }),
        instant,
        fc.nat(10_000),
        (realMs, businessMs, rate, at, later) => {
          const settings = { realMs, businessMs, rate };
          expect(parseClockSettings(formatClockSettings(settings))).toEqual(settings);
          expect(toBusinessMs(settings, at + later)).toBeGreaterThanOrEqual(
            toBusinessMs(settings, at),
          );
        },
      ),
    );
  });
});
