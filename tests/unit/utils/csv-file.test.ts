import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCsv, MAX_IMPORT_ROWS } from "@/lib/utils/csv";
import { readCsvBytes, readCsvText } from "@/lib/utils/csv-file";

const encoder = new TextEncoder();

describe("readCsvBytes", () => {
  it("reads UTF-8 with a mark, quoted newlines and delimiters, and skips empty lines", () => {
    const text =
      '\uFEFFCompany,Notes\r\n"Ace, Inc.","line 1\r\nline ""2"""\r\n\r\n , \r\nBjörk Air,x\r\n';
    expect(readCsvBytes(encoder.encode(text))).toEqual({
      isOk: true,
      encoding: "utf-8",
      delimiter: ",",
      headers: ["Company", "Notes"],
      rows: [
        ["Ace, Inc.", 'line 1\r\nline "2"'],
        ["Björk Air", "x"],
      ],
    });
  });

  it.each([
    ["semicolons", "Company;Phone\nAce;2055550101\nBee;2055550102"],
    ["tabs", "Company\tPhone\nAce\t2055550101\nBee\t2055550102"],
    ["bars", "Company|Phone\nAce|2055550101\nBee|2055550102"],
    ["old Mac line ends", "Company,Phone\rAce,2055550101\rBee,2055550102"],
  ])("detects %s", (_, text) => {
    expect(readCsvText(text)).toMatchObject({
      headers: ["Company", "Phone"],
      rows: [
        ["Ace", "2055550101"],
        ["Bee", "2055550102"],
      ],
    });
  });

  it("reads Windows-1252 and UTF-16", () => {
    const windows = Uint8Array.from([...encoder.encode("Company,City\nCaf"), 0xe9, 0x2c, 0x42]);
    expect(readCsvBytes(windows)).toMatchObject({ rows: [["Café", "B"]] });
    const utf16 = Buffer.from("\uFEFFCompany,City\nCafé,B", "utf16le");
    expect(readCsvBytes(utf16)).toMatchObject({
      headers: ["Company", "City"],
      rows: [["Café", "B"]],
    });
  });

  it("names the columns of a file without a header", () => {
    expect(readCsvText("Ace,2055550101\nBee,2055550102,extra")).toMatchObject({
      headers: ["Column 1", "Column 2", "Column 3"],
      rows: [
        ["Ace", "2055550101"],
        ["Bee", "2055550102", "extra"],
      ],
    });
  });

  it.each([
    ["an empty file", new Uint8Array(), "empty"],
    ["a header alone", encoder.encode("Company,Phone\n"), "no rows below"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), "CSV UTF-8"],
    ["a binary file", Uint8Array.from([1, 2, 0, 3]), "not a text file"],
    ["too large a file", new Uint8Array(100_000_001), "larger than 100 MB"],
    [
      "too many rows",
      encoder.encode(`C\n${"x\n".repeat(MAX_IMPORT_ROWS + 1)}`),
      "more than 150,000",
    ],
  ])("refuses %s with a sentence that tells what to do", (_, bytes, reason) => {
    expect(readCsvBytes(bytes)).toEqual({
      isOk: false,
      reason: expect.stringContaining(reason),
    });
  });

  it("takes exactly the most rows, without losing one", () => {
    const rows = Array.from({ length: MAX_IMPORT_ROWS }, (_, i) => [`Ünï ${i}`, `"${i}",\n${i}`]);
    const result = readCsvBytes(encoder.encode(formatCsv(["Company", "Notes"], rows)));
    expect(result.isOk && result.rows.length).toBe(MAX_IMPORT_ROWS);
    expect(result.isOk && result.rows).toEqual(rows);
  });

  it("answers any bytes with a table or a reason", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const result = readCsvBytes(bytes);
        if (result.isOk) expect(result.rows.length).toBeGreaterThan(0);
        else expect(result.reason).toMatch(/\.$/);
      }),
    );
  });
});
