import { describe, expect, it } from "vitest";
import { describeSum, toSteps } from "@/components/automation-panel/waterfall-steps";
import type { Waterfall } from "@/lib/services/automation/answers";

const WATERFALL: Waterfall = {
  total: 54,
  dueCount: 7,
  statuses: { scheduled: 12, no_answer: 4, calling: 1 },
  gates: { review: 2, suppression: 3, zone: 5, hours: 20 },
  teamGates: [],
};

describe("waterfall steps", () => {
  it("take from all leads until those that are due are left", () => {
    const steps = toSteps(WATERFALL);
    expect(steps.at(0)).toMatchObject({ label: "All leads", count: 54 });
    expect(steps.at(-1)).toMatchObject({ label: "Due now", count: 7 });
    const last = steps.at(-2);
    expect((last?.before ?? 0) - (last?.count ?? 0)).toBe(7);
    const parts = steps.slice(1).reduce((sum, step) => sum + step.count, 0);
    expect(parts).toBe(54);
  });

  it("put gates that only a person opens before those that time opens", () => {
    const groups = toSteps(WATERFALL).map((step) => step.group);
    expect([...new Set(groups)]).toEqual(["total", "done", "person", "time", "due"]);
  });

  it("lead to the rows where a filter shows them", () => {
    const links = toSteps(WATERFALL).flatMap((step) => step.href ?? []);
    expect(links).toContain("/leads?status=not_interested");
    expect(links).toContain("/leads?status=review");
  });

  it("say the sum without what is empty", () => {
    expect(describeSum(toSteps(WATERFALL))).toBe(
      "54 leads = 1 calling + 12 scheduled + 4 no answer + 2 needs review + 3 do not call + 5 no time zone + 20 outside hours + 7 due now",
    );
  });
});
