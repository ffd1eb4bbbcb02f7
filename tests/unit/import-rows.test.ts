import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { CSV_DELIMITERS, detectDelimiter } from "@/lib/utils/csv-delimiter";
import { scanRows } from "@/lib/utils/csv-rows";

function readAll(text: string, delimiter: string) {
  const rows: string[][] = [];
  const brokenAt = scanRows(text, delimiter, (row) => rows.push(row) > 0);
  return { rows, brokenAt };
}

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "|", "\n", "\r", " ", "a", "é") }),
);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
  );

describe("scanRows", () => {
  it("reads every table that is written by the letter", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(...CSV_DELIMITERS),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        (rows, delimiter, newline, quotes) => {
          const text = Papa.unparse(rows, { delimiter, newline, quotes });
          expect(readAll(text, delimiter)).toEqual({ rows, brokenAt: undefined });
        },
      ),
    );
  });

  it("reads any text, and loses none of its letters", () => {
    const text = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "a", "b") });
    const letters = (part: string) => part.replaceAll(/[^ab]/g, "");
    fc.assert(
      fc.property(text, (some) => {
        const { rows, brokenAt } = readAll(some, ",");
        const read = letters(rows.flat().join(""));
        if (brokenAt === undefined) expect(read).toBe(letters(some));
        else expect(letters(some.slice(0, brokenAt)).startsWith(read)).toBe(true);
      }),
    );
  });

  it("stops where it is told to", () => {
    const rows: string[][] = [];
    expect(scanRows('a\nb\n"c', ",", (row) => rows.push(row) < 2)).toBeUndefined();
    expect(rows).toEqual([["a"], ["b"]]);
  });
});

describe("detectDelimiter", () => {
  it.each(CSV_DELIMITERS)("finds %j between names that nobody knows", (delimiter) => {
    const rows = [
      ["Firma", "Ort", "Notiz"],
      ["Ace", "Mobile, AL", "a; b; c"],
      ["Bee", "Dallas, TX", "d | e"],
    ];
    expect(detectDelimiter(Papa.unparse(rows, { delimiter }))).toBe(delimiter);
  });
});
