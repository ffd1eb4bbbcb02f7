import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  endOfHorizon,
  isCalendarDate,
  localDate,
  matchingSlots,
  nearestSlots,
  noonOf,
  spreadSlots,
} from "@/lib/utils/slots";

const CHICAGO = "America/Chicago";
const at = (text: string) => new Date(text);
const onDay = (day: string, hours: readonly number[]) =>
  hours.map((hour) => new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000));

describe("slots", () => {
  test("a day is a day of the called party's zone", () => {
    const lateEvening = at("2026-03-04T05:30:00Z");
    expect(localDate(lateEvening, CHICAGO)).toBe("2026-03-03");
    const wish = { date: "2026-03-03", partOfDay: "any" } as const;
    expect(matchingSlots([lateEvening], wish, CHICAGO)).toEqual([lateEvening]);
    expect(matchingSlots([lateEvening], wish, "UTC")).toEqual([]);
  });

  test("noon belongs to the afternoon", () => {
    const slots = [at("2026-03-03T17:30:00Z"), at("2026-03-03T18:00:00Z")];
    expect(matchingSlots(slots, { partOfDay: "morning" }, CHICAGO)).toEqual([slots[0]]);
    expect(matchingSlots(slots, { partOfDay: "afternoon" }, CHICAGO)).toEqual([slots[1]]);
  });

  test("offers two times well apart and another day", () => {
    const slots = [
      ...onDay("2026-03-03", [15, 15.5, 16, 18, 18.5, 20]),
      ...onDay("2026-03-04", [15, 16]),
    ];
    expect(spreadSlots(slots, 3, CHICAGO)).toEqual([
      at("2026-03-03T15:00:00Z"),
      at("2026-03-03T18:00:00Z"),
      at("2026-03-04T15:00:00Z"),
    ]);
  });

  test("offers what there is when there is little", () => {
    expect(spreadSlots([], 3, CHICAGO)).toEqual([]);
    expect(spreadSlots(onDay("2026-03-03", [16, 15]), 3, CHICAGO)).toEqual(
      onDay("2026-03-03", [15, 16]),
    );
  });

  test("what is offered is free, distinct, in order, and contains the earliest", () => {
    const quarter = fc.integer({ min: 0, max: 96 * 14 }).map((n) => new Date(n * 900_000));
    const distinct = fc.uniqueArray(quarter, { selector: (slot) => slot.getTime() });
    fc.assert(
      fc.property(distinct, (slots) => {
        const offered = spreadSlots(slots, 3, CHICAGO).map((slot) => slot.getTime());
        const free = slots.map((slot) => slot.getTime()).sort((a, b) => a - b);
        expect(offered).toEqual([...new Set(offered)].sort((a, b) => a - b));
        expect(offered).toHaveLength(Math.min(3, slots.length));
        expect(free).toEqual(expect.arrayContaining(offered));
        expect(offered[0]).toBe(free[0]);
      }),
    );
  });

  test("the nearest slots lie on both sides of the wanted time", () => {
    const slots = onDay("2026-03-03", [14, 15, 16, 18, 20]);
    expect(nearestSlots(slots, at("2026-03-03T16:30:00Z"), 3)).toEqual(
      onDay("2026-03-03", [15, 16, 18]),
    );
  });

  test("the horizon ends with a local day, also over a clock change", () => {
    expect(endOfHorizon(at("2026-03-06T18:00:00Z"), 3, CHICAGO)).toEqual(
      at("2026-03-10T04:59:59.999Z"),
    );
  });

  test("noon is the zone's own, before and after a clock change", () => {
    expect(noonOf("2026-03-07", CHICAGO)).toEqual(at("2026-03-07T18:00:00Z"));
    expect(noonOf("2026-03-08", CHICAGO)).toEqual(at("2026-03-08T17:00:00Z"));
  });

  test("knows which dates exist", () => {
    expect(isCalendarDate("2028-02-29")).toBe(true);
    expect(isCalendarDate("2026-02-29")).toBe(false);
    expect(isCalendarDate("tomorrow")).toBe(false);
  });
});
