import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutWeek, minuteOfDay } from "@/components/appointment-week/week-layout";

const NEW_YORK = "America/New_York";
const MONDAY = "2026-03-02";

const demo = (startTime: string, endTime: string) => ({ startTime, endTime });

/** `day lane/lanes from–to` for each block. */
function describeWeek(rows: readonly ReturnType<typeof demo>[], monday: string, zone: string) {
  return layOutWeek(rows, monday, zone).days.flatMap(({ day, blocks }) =>
    blocks.map(
      ({ startMinute, endMinute, lane, lanes }) =>
        `${day} ${lane}/${lanes} ${clock(startMinute)}–${clock(endMinute)}`,
    ),
  );
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

describe("layOutWeek", () => {
  it("puts a demo on the viewer's day, at the time on the viewer's wall", () => {
    const rows = [demo("2026-03-04T04:30:00Z", "2026-03-04T05:00:00Z")];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual(["2026-03-03 0/1 23:30–24:00"]);
    expect(describeWeek(rows, MONDAY, "America/Los_Angeles")).toEqual([
      "2026-03-03 0/1 20:30–21:00",
    ]);
    expect(describeWeek(rows, MONDAY, "Europe/Berlin")).toEqual(["2026-03-04 0/1 05:30–06:00"]);
  });

  it("leaves out what another week holds", () => {
    const rows = [
      demo("2026-03-02T04:00:00Z", "2026-03-02T05:00:00Z"),
      demo("2026-03-09T04:00:00Z", "2026-03-09T04:30:00Z"),
    ];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual([]);
  });

  it("stands those side by side that overlap, and gives the rest the whole width", () => {
    const rows = [
      demo("2026-03-02T15:00:00Z", "2026-03-02T16:00:00Z"),
      demo("2026-03-02T15:30:00Z", "2026-03-02T16:30:00Z"),
      demo("2026-03-02T16:00:00Z", "2026-03-02T16:30:00Z"),
      demo("2026-03-02T16:30:00Z", "2026-03-02T17:00:00Z"),
    ];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual([
      "2026-03-02 0/2 10:00–11:00",
      "2026-03-02 1/2 10:30–11:30",
      "2026-03-02 0/2 11:00–11:30",
      "2026-03-02 0/1 11:30–12:00",
    ]);
  });

  it("shows what goes past midnight on both days", () => {
    const rows = [demo("2026-03-03T04:30:00Z", "2026-03-03T05:30:00Z")];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual([
      "2026-03-02 0/1 23:30–24:00",
      "2026-03-03 0/1 00:00–00:30",
    ]);
  });

  it("keeps the clock's hour on both sides of the night when clocks go forward", () => {
    const rows = [
      demo("2026-03-07T15:00:00Z", "2026-03-07T15:30:00Z"),
      demo("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"),
      demo("2026-03-08T14:00:00Z", "2026-03-08T14:30:00Z"),
    ];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual([
      "2026-03-07 0/1 10:00–10:30",
      "2026-03-08 0/1 01:30–03:30",
      "2026-03-08 0/1 10:00–10:30",
    ]);
  });

  it("stands the two demos of the hour that comes twice side by side, each with its true length", () => {
    const rows = [
      demo("2026-11-01T05:15:00Z", "2026-11-01T05:45:00Z"),
      demo("2026-11-01T06:15:00Z", "2026-11-01T06:45:00Z"),
      demo("2026-11-01T05:45:00Z", "2026-11-01T06:15:00Z"),
    ];
    expect(describeWeek(rows, "2026-10-26", NEW_YORK)).toEqual([
      "2026-11-01 0/2 01:15–01:45",
      "2026-11-01 1/2 01:15–01:45",
      "2026-11-01 0/1 01:45–02:15",
    ]);
  });

  it("shows business hours, and more only where something is outside them", () => {
    const hours = (rows: readonly ReturnType<typeof demo>[]) => {
      const { firstHour, lastHour } = layOutWeek(rows, MONDAY, NEW_YORK);
      return [firstHour, lastHour];
    };
    expect(hours([])).toEqual([8, 18]);
    expect(hours([demo("2026-03-02T15:00:00Z", "2026-03-02T15:30:00Z")])).toEqual([8, 18]);
    expect(hours([demo("2026-03-02T12:30:00Z", "2026-03-02T13:00:00Z")])).toEqual([7, 18]);
    expect(hours([demo("2026-03-03T01:00:00Z", "2026-03-03T01:30:00Z")])).toEqual([8, 21]);
  });

  it("gives a short demo room for a line of text", () => {
    const rows = [demo("2026-03-02T15:00:00Z", "2026-03-02T15:05:00Z")];
    expect(describeWeek(rows, MONDAY, NEW_YORK)).toEqual(["2026-03-02 0/1 10:00–10:20"]);
  });

  it("never puts two demos of a day onto one place, whatever the zone and the time of year", () => {
    const zone = fc.constantFrom(NEW_YORK, "America/Phoenix", "Asia/Beirut", "Australia/Lord_Howe");
    const monday = fc.constantFrom("2026-03-02", "2026-03-23", "2026-10-26", "2026-07-06");
    const span = fc.tuple(fc.integer({ min: 0, max: 7 * 1440 }), fc.integer({ min: 1, max: 180 }));
    fc.assert(
      fc.property(zone, monday, fc.array(span, { maxLength: 30 }), (timeZone, first, spans) => {
        const rows = spans.map(([offset, minutes]) => {
          const startMs = Date.parse(first) + offset * 60_000;
          return demo(
            new Date(startMs).toISOString(),
            new Date(startMs + minutes * 60_000).toISOString(),
          );
        });
        for (const { blocks } of layOutWeek(rows, first, timeZone).days) {
          for (const [index, a] of blocks.entries()) {
            expect(a.endMinute).toBeGreaterThan(a.startMinute);
            expect(a.lane).toBeLessThan(a.lanes);
            const isShared = blocks
              .slice(index + 1)
              .some(
                (b) =>
                  a.lane === b.lane && a.startMinute < b.endMinute && b.startMinute < a.endMinute,
              );
            expect(isShared).toBe(false);
          }
        }
      }),
    );
  });
});

it("reads the minute of the day off the clock of a zone", () => {
  expect(minuteOfDay(new Date("2026-03-08T07:30:00Z"), NEW_YORK)).toBe(3 * 60 + 30);
  expect(minuteOfDay(new Date("2026-03-08T06:30:00Z"), NEW_YORK)).toBe(90);
});
