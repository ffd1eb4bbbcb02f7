import { describe, expect, it } from "vitest";
import { settingsChangesSchema } from "@/lib/services/settings";

function messageFor(changes: object): string | undefined {
  return settingsChangesSchema.safeParse(changes).error?.issues[0]?.message;
}

describe("settingsChangesSchema", () => {
  it("takes any part and cleans it", () => {
    expect(
      settingsChangesSchema.parse({
        calling_days: [5, 1, 1],
        reply_to: " Sales@Company.com ",
        sender_name: "  ",
        daily_spend_cap_usd: 19.99,
        accepted_consent_bases: ["oral", "written", "oral"],
      }),
    ).toEqual({
      calling_days: [1, 5],
      reply_to: "sales@company.com",
      sender_name: null,
      daily_spend_cap_usd: 19.99,
      accepted_consent_bases: ["oral", "written"],
    });
    expect(settingsChangesSchema.parse({})).toEqual({});
  });

  it.each([
    [{ max_calls_batch: 0 }, "Calls per run must be a whole number from 1 to 100."],
    [{ retry_interval: 2.5 }, "Hours between attempts must be a whole number from 1 to 720."],
    [{ calling_days: [] }, "Choose at least one day for calls."],
    [{ daily_spend_cap_usd: 1.005 }, "The daily cap has at most two decimals."],
    [{ daily_spend_cap_usd: Number.NaN }, "The daily cap must be an amount in dollars."],
    [{ min_gap_minutes: 1441 }, /from 0 to 1440/],
    [{ accepted_consent_bases: [] }, /at least one basis/],
    [{ max_call_minutes: 61 }, /from 1 to 60/],
    [{ max_cost_per_minute_usd: 0.005 }, "The price of a minute must be from $0.01 to $20."],
    [{ max_cost_per_minute_usd: 20.01 }, "The price of a minute must be from $0.01 to $20."],
    [{ max_cost_per_minute_usd: 0.12345 }, "The price of a minute has at most four decimals."],
    [{ timezone: "EST" }, "Choose a time zone like America/Chicago."],
    [{ timezone: "America/Nowhere" }, "Choose a time zone like America/Chicago."],
    [{ postal_address: "Main St" }, /whole postal address/],
    [{ sender_name: "A\r\nBcc: x@y.z" }, /cannot contain/],
    [
      { calling_start: "12:00", calling_end: "12:00" },
      "The last calling hour must be after the first.",
    ],
  ])("refuses %j and says why", (changes, message) => {
    expect(messageFor(changes)).toEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
  });

  it("cannot widen the hours that the law leaves", () => {
    expect(messageFor({ calling_start: "07:59" })).toContain("08:00");
    expect(messageFor({ calling_end: "21:01" })).toContain("21:00");
    expect(messageFor({ calling_start: "08:00", calling_end: "21:00" })).toBeUndefined();
    expect(messageFor({ calling_start: "08:00:00", calling_end: "21:00:00" })).toBeUndefined();
  });
});
