import { describe, expect, it } from "vitest";
import { type LeadFieldsInput, leadFieldsSchema } from "@/lib/utils/lead-fields";

const INPUT: LeadFieldsInput = {
  companyName: "  Gulf   Coast Cooling ",
  contactName: "Ana\u00A0Ruiz",
  phone: "(850) 555-0101 x7",
  email: "  Ana@GulfCoast.example ",
  state: "Fla.",
  postalCode: "32501",
  timezone: "",
  notes: "",
};

function messagesFor(changes: Partial<LeadFieldsInput>): Record<string, string> {
  const result = leadFieldsSchema.safeParse({ ...INPUT, ...changes });
  if (result.success) return {};
  return Object.fromEntries(
    result.error.issues.map((issue) => [issue.path.join("."), issue.message]),
  );
}

describe("leadFieldsSchema", () => {
  it("tidies what was typed", () => {
    expect(leadFieldsSchema.parse(INPUT)).toEqual({
      companyName: "Gulf Coast Cooling",
      contactName: "Ana Ruiz",
      phone: "+18505550101",
      phoneExtension: "7",
      email: "ana@gulfcoast.example",
      street: null,
      city: null,
      state: "FL",
      postalCode: "32501",
      timezone: null,
      notes: null,
    });
  });

  it.each([
    ["Ana Ruiz <ana@gulf.example>", "ana@gulf.example"],
    ["mailto:ana@gulf.example", "ana@gulf.example"],
    ["ANA+hvac@sub.gulf.example", "ana+hvac@sub.gulf.example"],
  ])("finds the address in %j", (email, expected) => {
    expect(leadFieldsSchema.parse({ ...INPUT, email }).email).toBe(expected);
  });

  it.each([
    ["", "The e-mail address is missing."],
    ["ana@", '"ana@" is not an e-mail address.'],
    ["ana@localhost", '"ana@localhost" is not an e-mail address.'],
    ["ana gulf.example", '"ana gulf.example" is not an e-mail address.'],
    [
      "a@b.example; c@d.example",
      '"a@b.example; c@d.example" holds more than one e-mail address. Keep one.',
    ],
  ])("refuses the address %j", (email, message) => {
    expect(messagesFor({ email })).toEqual({ email: message });
  });

  it.each([
    ["2138", "02138"],
    ["501", "00501"],
    ["352031234", "35203-1234"],
    ["35203.0", "35203"],
    ["k1a 0b1", "K1A 0B1"],
  ])("repairs the ZIP code %j", (postalCode, expected) => {
    expect(leadFieldsSchema.parse({ ...INPUT, postalCode }).postalCode).toBe(expected);
  });

  it.each([
    ["us_slash_central", "America/Chicago"],
    ["Central Time (US & Canada)", "America/Chicago"],
    ["EST", "America/New_York"],
    ["US/Pacific", "America/Los_Angeles"],
    ["america/denver", "America/Denver"],
    ["Mountain Time (Arizona)", "America/Phoenix"],
  ])("reads the zone %j", (timezone, expected) => {
    expect(leadFieldsSchema.parse({ ...INPUT, timezone }).timezone).toBe(expected);
  });

  it.each(["MST", "GMT-5", "Etc/GMT+5", "Mars/Base", "+05:00"])(
    "does not guess from the zone %j",
    (timezone) => {
      expect(messagesFor({ timezone })).toHaveProperty("timezone");
    },
  );

  it("names every field that is wrong", () => {
    const messages = messagesFor({
      companyName: " ",
      phone: "",
      email: "",
      state: "Ontario",
      postalCode: "x".repeat(13),
      notes: "n".repeat(10_001),
    });
    expect(Object.keys(messages).sort()).toEqual([
      "companyName",
      "email",
      "notes",
      "phone",
      "postalCode",
      "state",
    ]);
  });

  it("drops characters that PostgreSQL cannot store", () => {
    const parsed = leadFieldsSchema.parse({ ...INPUT, companyName: "A\0B\uD800C" });
    expect(parsed.companyName).toBe("ABC");
  });
});
