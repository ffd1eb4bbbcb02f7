import { describe, expect, test } from "vitest";
import { ANALYSIS_OUTCOMES, readAnalysis } from "@/assistant/analysis";

describe("reading an analysis", () => {
  test.each(ANALYSIS_OUTCOMES)("takes the outcome %s", (outcome) => {
    expect(readAnalysis({ outcome }).outcome).toBe(outcome);
  });

  test("takes each field for itself", () => {
    const read = readAnalysis({
      outcome: "sold",
      opt_out: true,
      callback_when: 7,
      notes: "Wants a brochure.",
      mood: "good",
    });
    expect(read.outcome).toBeUndefined();
    expect(read.callback_when).toBeUndefined();
    expect(read).toMatchObject({ opt_out: true, notes: "Wants a brochure." });
    expect(read).not.toHaveProperty("mood");
  });

  test.each([undefined, null, "scheduled", 7, []])("finds nothing in %j", (value) => {
    expect(readAnalysis(value).outcome).toBeUndefined();
  });
});
