import { describe, expect, it } from "vitest";
import { deriveWhereabouts, type LeadPlace } from "@/lib/utils/lead-zone";
import { parseUsState } from "@/lib/utils/us-states";

const NOWHERE: LeadPlace = {
  timezone: null,
  timezoneFrom: "column",
  postalCode: null,
  state: null,
};

describe("deriveWhereabouts", () => {
  it.each([
    ["35203", "America/Chicago", "AL"],
    ["32501-1234", "America/Chicago", "FL"],
    ["32301", "America/New_York", "FL"],
    ["85001", "America/Phoenix", "AZ"],
    ["86045", "America/Denver", "AZ"],
    ["47901", "America/Indiana/Indianapolis", "IN"],
    ["79901", "America/Denver", "TX"],
    ["02138", "America/New_York", "MA"],
    ["00901", "America/Puerto_Rico", "PR"],
    ["96813", "Pacific/Honolulu", "HI"],
  ])("places ZIP code %s in %s, %s", (postalCode, timezone, state) => {
    expect(deriveWhereabouts({ ...NOWHERE, postalCode })).toEqual({
      zone: { timezone, source: "zip" },
      states: [state],
    });
  });

  it("believes a stated zone before the ZIP code and keeps both states", () => {
    expect(
      deriveWhereabouts({
        timezone: "America/New_York",
        timezoneFrom: "staff",
        postalCode: "35203",
        state: "GA",
      }),
    ).toEqual({ zone: { timezone: "America/New_York", source: "staff" }, states: ["GA", "AL"] });
  });

  it.each(["09012", "34001", "00000", "K1A 0B1", "3520", "35203x", ""])(
    "does not guess from %j",
    (postalCode) => {
      expect(deriveWhereabouts({ ...NOWHERE, postalCode })).toEqual({
        zone: undefined,
        states: [],
      });
    },
  );
});

describe("parseUsState", () => {
  it.each([
    ["al", "AL"],
    ["Alabama", "AL"],
    ["Ala.", "AL"],
    ["US-TX", "TX"],
    ["Washington, D.C.", "DC"],
    ["new  york", "NY"],
  ])("reads %j as %s", (text, code) => {
    expect(parseUsState(text)).toBe(code);
  });

  it.each(["", "ON", "Narnia", "constructor", "toString"])("knows no state %j", (text) => {
    expect(parseUsState(text)).toBeUndefined();
  });
});
