import { describe, expect, it } from "vitest";
import { readAddress, readAddressLines } from "@/lib/utils/addresses";

describe("readAddress", () => {
  it.each([
    ["(205) 555-0101", "phone", "+12055550101"],
    ["'+12055550101", "phone", "+12055550101"],
    ["205.555.0101 x12", "phone", "+12055550101"],
    [" Jane.Doe@Co.Example ", "email", "jane.doe@co.example"],
    ["Jane <jane@co.example>", "email", "jane@co.example"],
  ])("reads %s", (text, channel, address) => {
    expect(readAddress(text)).toMatchObject({ isOk: true, channel, address });
  });

  it.each([
    ["", "The line is empty."],
    ["555-0101", "The area code is missing."],
    ["a@b@c.example", "more than one e-mail address"],
    ["=HYPERLINK(1)", "is not a phone number"],
  ])("says why %j cannot be read", (text, reason) => {
    const result = readAddress(text);
    expect(result.isOk ? "" : result.reason).toContain(reason);
  });
});

describe("readAddressLines", () => {
  it("skips empty lines and numbers those that cannot be read as they stand", () => {
    expect(readAddressLines("205-555-0101\n\nnobody\nann@co.example")).toEqual({
      addresses: [
        { channel: "phone", address: "+12055550101" },
        { channel: "email", address: "ann@co.example" },
      ],
      unreadable: [{ lineNumber: 3, reason: '"nobody" is not a phone number.' }],
    });
  });
});
