import { describe, expect, it } from "vitest";
import {
  MAX_DO_NOT_CALL_ROWS,
  readDoNotCallBytes,
  readDoNotCallText,
} from "@/lib/utils/do-not-call-file";

async function read(text: string) {
  const result = await readDoNotCallText(text);
  if (!result.isOk) throw new Error(result.reason);
  return result;
}

describe("readDoNotCallText", () => {
  it("takes one address a line, without a header", async () => {
    const table = await read("205-555-0101\n\njane@co.example\r\n(205) 555-0102\n");
    expect(table.headers).toEqual(["Column 1"]);
    expect(table.rows).toEqual([["205-555-0101"], ["jane@co.example"], ["(205) 555-0102"]]);
  });

  it("finds the column with the addresses and tells a header from a row", async () => {
    const table = await read(
      "\uFEFFId;Name;Phone\n1001;Ann Lee;205-555-0101\n1002;Bob Ray;(205) 555-0102\n",
    );
    expect(table.headers).toEqual(["Id", "Name", "Phone"]);
    expect(table.rows).toHaveLength(2);
    expect(table.likelyColumn).toBe(2);
  });

  it("joins area code and number as the national registry's files give them", async () => {
    const table = await read("205,5550101\n303,5550102\n");
    expect(table.rows).toEqual([["2055550101"], ["3035550102"]]);
    expect(table.likelyColumn).toBe(0);
  });

  it("refuses what a stray quotation mark runs together, lest numbers stay callable", async () => {
    const stray = 'Phone,Name\n205-555-0101,"Cool" Air\n205-555-0102,Bob\n205-555-0103,Joe\n';
    expect(await readDoNotCallText(stray)).toEqual({
      isOk: false,
      reason: expect.stringContaining("Take the marks out"),
    });
  });

  it("keeps an unreadable first line when it is the only one", async () => {
    expect((await read("nobody")).rows).toEqual([["nobody"]]);
  });

  it("refuses an empty file, one that is no text and one with too many rows", async () => {
    expect(await readDoNotCallText("")).toMatchObject({ reason: "This file is empty." });
    expect(await readDoNotCallText("a\0b")).toMatchObject({
      reason: expect.stringContaining("not a text file"),
    });
    const many = "2055550101\n".repeat(MAX_DO_NOT_CALL_ROWS + 2);
    expect(await readDoNotCallText(many)).toMatchObject({
      reason: expect.stringContaining("more than 200,000 rows"),
    });
  });
});

describe("readDoNotCallBytes", () => {
  it("reads UTF-8 and UTF-16 and refuses a spreadsheet", async () => {
    const utf8 = new TextEncoder().encode("205-555-0101");
    expect(await readDoNotCallBytes(utf8)).toMatchObject({ rows: [["205-555-0101"]] });
    const utf16 = Uint8Array.from(Buffer.from("\uFEFF205-555-0101\n", "utf16le"));
    expect(await readDoNotCallBytes(utf16)).toMatchObject({ rows: [["205-555-0101"]] });
    const zip = Uint8Array.from([0x50, 0x4b, 0x03, 0x04]);
    expect(await readDoNotCallBytes(zip)).toMatchObject({
      reason: expect.stringContaining("save it as CSV UTF-8"),
    });
  });
});
