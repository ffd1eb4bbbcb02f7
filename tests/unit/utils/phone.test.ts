import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { formatPhone } from "@/lib/utils/format-phone";
import { parsePhone } from "@/lib/utils/phone";

describe("parsePhone", () => {
  it.each([
    ["(205) 555-0147", "+12055550147"],
    ["205.555.0147", "+12055550147"],
    ["1-205-555-0147", "+12055550147"],
    ["+1 205 555 0147", "+12055550147"],
    ["001 205 555 0147", "+12055550147"],
    ["tel:+12055550147", "+12055550147"],
    ["'+12055550147", "+12055550147"],
    ["\u202A+1 205\u2011555\u20110147\u202C", "+12055550147"],
    ["205\u00A0555\u00A00147", "+12055550147"],
    ["(205)555-0147 (cell)", "+12055550147"],
    ["12055550147.0", "+12055550147"],
    ["2055550147.0", "+12055550147"],
    ["1-800-COOL-AIR", "+18002665247"],
    ["(205) 555-HVAC", "+12055554822"],
    ["+44 20 7946 0958", "+442079460958"],
    ["011 44 20 7946 0958", "+442079460958"],
  ])("reads %j as %s", (text, e164) => {
    expect(parsePhone(text)).toEqual({ isOk: true, e164, extension: undefined });
  });

  it.each([
    ["205-555-0147 ext. 12", "12"],
    ["205-555-0147 x9", "9"],
    ["205-555-0147#4455", "4455"],
    ["tel:+12055550147;ext=44", "44"],
  ])("keeps the extension of %j", (text, extension) => {
    expect(parsePhone(text)).toEqual({ isOk: true, e164: "+12055550147", extension });
  });

  it.each([
    ["", "The phone number is missing."],
    ["see website", "is not a phone number."],
    ["555-0147", "The area code is missing."],
    ["911", "A US number has 10 digits."],
    ["205 555 01478", "too many digits"],
    ["(055) 555-0147", "area code 055, which does not exist"],
    ["(911) 555-0147", "area code 911, which does not exist"],
    ["205 155 0147", "155 does not follow an area code"],
    ["(900) 555-0147", "premium-rate"],
    ["205-555-0147 / 205-555-0199", "more than one phone number"],
    ["2.05555E+09", "shortened by a spreadsheet"],
    ["+44 1", "is not a phone number"],
    ["9".repeat(120), "is not a phone number"],
  ])("refuses %j with a reason", (text, reason) => {
    expect(parsePhone(text)).toEqual({ isOk: false, reason: expect.stringContaining(reason) });
  });

  it("never throws and always answers with E.164 or a sentence", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const result = parsePhone(text);
        if (result.isOk) expect(result.e164).toMatch(/^\+[1-9][0-9]{6,14}$/);
        else expect(result.reason).toMatch(/\.$/);
      }),
    );
  });

  it("reads back every North American number that it formats", () => {
    const digit = (min: number, max: number) => fc.integer({ min, max }).map(String);
    const area = fc.tuple(digit(2, 8), digit(0, 8), digit(0, 9)).map((parts) => parts.join(""));
    const isUsable = (code: string) => !code.endsWith("11") && code !== "900";
    const number = fc
      .tuple(area.filter(isUsable), area.filter(isUsable), fc.integer({ min: 0, max: 9999 }))
      .map(([npa, nxx, line]) => `+1${npa}${nxx}${String(line).padStart(4, "0")}`);
    fc.assert(
      fc.property(number, (e164) => {
        expect(parsePhone(formatPhone(e164))).toEqual({ isOk: true, e164, extension: undefined });
      }),
    );
  });

  it("reads plain ten digits as libphonenumber does", () => {
    const between = fc.constantFrom("", " ", "-", ".");
    const code = fc.integer({ min: 200, max: 999 }).map(String);
    const area = fc
      .tuple(code, between, fc.boolean())
      .map(([npa, gap, isInParentheses]) =>
        isInParentheses ? `(${npa})${gap === " " ? gap : ""}` : `${npa}${gap}`,
      );
    const line = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, "0"));
    const prefix = fc.constantFrom("", "1", "1 ", "1-", "+1", "+1 ", "+1-", "+1.");
    const exchange = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, "0"));
    const text = fc.tuple(prefix, area, exchange, between, line).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (written) => {
        const result = parsePhone(written);
        const number = parsePhoneNumberFromString(written, "US");
        if (result.isOk) expect(number?.number).toBe(result.e164);
        else expect(number?.nationalNumber).toMatch(/^(?:.11|.9.|900|...(?:[01]|.11))/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("formatPhone", () => {
  it("writes North American numbers nationally and leaves others as they are stored", () => {
    expect(formatPhone("+12055550147")).toBe("(205) 555-0147");
    expect(formatPhone("+442079460958")).toBe("+442079460958");
  });
});
