import { describe, expect, it } from "vitest";
import {
  daysOfWeek,
  mondayOf,
  mondayOfAddress,
  nameWeek,
  spanOfWeek,
  startOfDay,
} from "@/components/appointment-week/week-days";

describe("week days", () => {
  it("finds the Monday of any day, over ends of months and years", () => {
    expect(mondayOf("2026-03-02")).toBe("2026-03-02");
    expect(mondayOf("2026-03-08")).toBe("2026-03-02");
    expect(mondayOf("2027-01-01")).toBe("2026-12-28");
  });

  it("takes today's week where the address has no day", () => {
    expect(mondayOfAddress("2026-05-15", "2026-03-04")).toBe("2026-05-11");
    for (const week of [null, "", "soon", "2026-02-30", "2026-3-4"]) {
      expect(mondayOfAddress(week, "2026-03-04")).toBe("2026-03-02");
    }
  });

  it("counts seven days also where one has 23 or 25 hours", () => {
    expect(daysOfWeek("2026-03-02").at(-1)).toBe("2026-03-08");
    expect(daysOfWeek("2026-10-26")).toHaveLength(7);
  });

  it("asks for a span that holds the week in every zone", () => {
    const { from, to } = spanOfWeek("2026-03-02");
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"]) {
      expect(startOfDay("2026-03-02", zone).getTime()).toBeGreaterThanOrEqual(Date.parse(from));
      expect(startOfDay("2026-03-09", zone).getTime()).toBeLessThanOrEqual(Date.parse(to));
    }
  });

  it("begins a day at the first moment that it has", () => {
    expect(startOfDay("2026-03-08", "America/New_York").toISOString()).toBe(
      "2026-03-08T05:00:00.000Z",
    );
    // Clocks in Beirut skip midnight.
    expect(startOfDay("2026-03-29", "Asia/Beirut").toISOString()).toBe("2026-03-28T22:00:00.000Z");
  });

  it("names a week as short as it can be said", () => {
    expect(nameWeek("2026-03-02")).toBe("March 2 – 8, 2026");
    expect(nameWeek("2026-03-30")).toBe("March 30 – April 5, 2026");
    expect(nameWeek("2026-12-28")).toBe("December 28, 2026 – January 3, 2027");
  });
});
