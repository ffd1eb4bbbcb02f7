import { describe, expect, it } from "vitest";
import { describePreview } from "@/components/calling-rules/preview-sentences";
import { formatGap, formatHours, widerDays } from "@/components/calling-rules/rule-words";
import type { PolicyPreview } from "@/lib/services/automation/preview";

// Friday evening: 7:55 PM in New York, 6:55 PM in Chicago.
const NOW = new Date("2026-03-07T00:55:00Z");

function preview(changes: Partial<PolicyPreview>): PolicyPreview {
  const none = { gained: 0, lost: 0, dueBefore: 0, dueAfter: 0, gainedWhere: [], lostWhere: [] };
  return { ...none, ...changes };
}

describe("describePreview", () => {
  it("counts, and gives each place the clock of its leads", () => {
    const words = describePreview(
      preview({
        gained: 412,
        dueBefore: 1000,
        dueAfter: 1412,
        gainedWhere: [
          { state: "FL", timezone: "America/New_York", count: 41 },
          { state: undefined, timezone: null, count: 1 },
        ],
      }),
      NOW,
    );
    expect(words.headline).toBe("412 more leads callable now (1,412 instead of 1,000).");
    expect(words.gained).toEqual(["41 in FL at 7:55 PM", "1 without a state"]);
  });

  it("says why leads are lost, and when nothing changes", () => {
    const lostWhere = [
      { state: "AL", timezone: "America/Chicago", gate: "hours" as const, count: 1 },
    ];
    const words = describePreview(preview({ lost: 1, dueBefore: 1, lostWhere }), NOW);
    expect(words.headline).toBe("1 fewer lead callable now (0 instead of 1).");
    expect(words.lost).toEqual(["1 in AL at 6:55 PM (outside the hours)"]);
    expect(describePreview(preview({ dueBefore: 5, dueAfter: 5 }), NOW).headline).toBe(
      "No difference at this moment: 5 leads can be called by these rules.",
    );
  });
});

describe("words of a rule", () => {
  const policy = {
    weekday_start: "08:00",
    weekday_end: "20:30",
    saturday_start: "12:00",
    saturday_end: "18:00",
    sunday_start: null,
    sunday_end: null,
    allows_holidays: false,
    max_attempts_24h: null,
    min_gap_minutes: 480,
  };

  it("name hours, closed days and gaps", () => {
    expect(formatHours(policy, "weekday")).toBe("8 AM–8:30 PM");
    expect(formatHours(policy, "saturday")).toBe("12 PM–6 PM");
    expect(formatHours(policy, "sunday")).toBe("No calls");
    expect([formatGap(480), formatGap(45), formatGap(null)]).toEqual(["8 h", "45 min", undefined]);
  });

  it("tell the days that are wider than the default", () => {
    const sunday = { ...policy, sunday_start: "13:00", sunday_end: "17:00" };
    expect(widerDays(policy, policy)).toEqual([]);
    expect(widerDays({ ...sunday, weekday_end: "21:00" }, policy)).toEqual(["weekday", "sunday"]);
    expect(widerDays(policy, sunday)).toEqual([]);
  });
});
