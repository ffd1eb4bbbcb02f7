import { describe, expect, it } from "vitest";
import { ruleChangeSchema } from "@/lib/services/calling-rules";
import { registrationSchema, toRegistrationReason } from "@/lib/utils/registration-text";

const RULE = {
  state: "FL",
  weekday_start: "08:00",
  weekday_end: "20:00",
  saturday_start: null,
  saturday_end: null,
  sunday_start: "12:00",
  sunday_end: "20:00",
  allows_holidays: false,
  max_attempts_24h: 3,
  min_gap_minutes: null,
  is_allowed: true,
  reason: "Registered.",
};

function faultsOf(changes: object): string[] {
  const { error } = ruleChangeSchema.safeParse({ ...RULE, ...changes });
  return error?.issues.map(({ path, message }) => `${path.join()}: ${message}`) ?? [];
}

describe("ruleChangeSchema", () => {
  it("takes the database's times with seconds", () => {
    expect(ruleChangeSchema.parse({ ...RULE, weekday_start: "08:00:00" })).toEqual(RULE);
  });

  it.each([
    [{ weekday_start: "07:59" }, /weekday_start: Hours on weekdays must lie between 08:00/],
    [{ sunday_end: "21:01" }, /sunday_end: Hours on Sundays/],
    [{ weekday_start: "20:00" }, /weekday_end: The last hour on weekdays must be after/],
    [{ saturday_start: "09:00" }, /saturday_end: The last hour on Saturdays/],
    [{ max_attempts_24h: 0 }, /max_attempts_24h: .*from 1 to 10/],
    [{ min_gap_minutes: Number.NaN }, /min_gap_minutes: .*from 0 to 1440/],
    [{ reason: "  " }, /reason: Say why/],
  ])("refuses %j", (changes, fault) => {
    expect(faultsOf(changes)).toEqual([expect.stringMatching(fault)]);
  });
});

describe("registrations", () => {
  it("need a note, and the longest one fits behind the sentence", () => {
    expect(registrationSchema.safeParse({ states: ["FL"], note: " " }).success).toBe(false);
    expect(registrationSchema.safeParse({ states: [], note: "No. 5" }).success).toBe(false);
    expect(toRegistrationReason("x".repeat(300)).length).toBeLessThanOrEqual(500);
  });
});
