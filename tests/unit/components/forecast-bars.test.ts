import { describe, expect, it } from "vitest";
import { formatDay, toBars } from "@/components/automation-panel/forecast-bars";

const NOW = new Date("2026-03-06T15:20:00Z");

describe("forecast bars", () => {
  it("fill the hours without calls, from this hour to the last call, a day at least", () => {
    const { bars } = toBars([{ at: "2026-03-06T17:00:00+00:00", calls: 3 }], "UTC", NOW);
    expect(bars).toHaveLength(24);
    expect(bars[0]).toEqual({ at: "2026-03-06T15:00:00.000Z", calls: 0 });
    expect(bars[2]).toEqual({ at: "2026-03-06T17:00:00.000Z", calls: 3 });
  });

  it("begin days on the viewer's clock, also across the night when clocks change", () => {
    const hours = [{ at: "2026-03-09T15:00:00Z", calls: 1 }];
    const { dayStarts } = toBars(hours, "America/New_York", NOW);
    expect(dayStarts).toEqual([
      "2026-03-06T15:00:00.000Z",
      "2026-03-07T05:00:00.000Z",
      "2026-03-08T05:00:00.000Z",
      "2026-03-09T04:00:00.000Z",
    ]);
    expect(formatDay("2026-03-09T04:00:00.000Z", "America/New_York")).toBe("Mon 9");
  });
});
