import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { describeRow, formatCsv, readRow } from "@/lib/utils/csv";
import { type ColumnMapping, guessColumns } from "@/lib/utils/csv-columns";

const COLUMNS: readonly ColumnMapping[] = [
  { header: "Company", target: "companyName" },
  { header: "First", target: "firstName" },
  { header: "Last", target: "lastName" },
  { header: "Direct", target: "phone" },
  { header: "Office", target: "phone" },
  { header: "Ext", target: "phoneExtension" },
  { header: "Email", target: "email" },
  { header: "ZIP", target: "postalCode" },
  { header: "Rating", target: "custom" },
  { header: "Internal", target: "skip" },
];

describe("readRow", () => {
  it("makes a lead of a messy row", () => {
    const cells = [
      " Ace  Air ",
      "Ana",
      "Ruiz",
      "N/A",
      "205.555.0101",
      "12",
      "A@ACE.example",
      "2138",
      "4.7",
      "x",
    ];
    expect(readRow(cells, COLUMNS)).toEqual({
      isOk: true,
      lead: {
        companyName: "Ace Air",
        contactName: "Ana Ruiz",
        phone: "+12055550101",
        phoneExtension: "12",
        email: "a@ace.example",
        street: null,
        city: null,
        state: null,
        postalCode: "02138",
        timezone: null,
        notes: null,
        custom: { Rating: "4.7" },
      },
    });
  });

  it("says all that is wrong with a row at once", () => {
    expect(readRow(["", "", "", "12", "", "", "nobody", "", "", ""], COLUMNS)).toEqual({
      isOk: false,
      refusal:
        'The company name is missing. "12" has 2 digits. A US number has 10 digits. "nobody" is not an e-mail address.',
    });
  });

  it("takes ragged rows as far as they go", () => {
    const result = readRow(["Ace"], COLUMNS);
    expect(result).toMatchObject({ isOk: false });
  });

  it("keeps every column that maps to no field, and what a field has no use for", () => {
    const many = Array.from({ length: 70 }, (_, index) => ({
      header: `Extra ${index}`,
      target: "custom" as const,
    }));
    const base = ["Ace", "", "", "2055550101", "2055550102", "", "a@ace.example", "", "", "x"];
    const result = readRow([...base, ...many.map(() => "y".repeat(900))], [...COLUMNS, ...many]);
    const custom = result.isOk ? result.lead.custom : {};
    expect(Object.keys(custom)).toEqual(["Office", ...many.map(({ header }) => header)]);
    expect(custom["Extra 69"]).toHaveLength(900);
  });

  it("refuses a cell that is longer than what is kept, and cuts none unsaid", () => {
    const cells = ["Ace", "", "", "2055550101", "", "", "a@ace.example", "", "y".repeat(10_001)];
    expect(readRow(cells, COLUMNS)).toEqual({
      isOk: false,
      refusal:
        '"Rating" is too long: at most 10,000 characters. Shorten it, or leave the column out.',
    });
    expect(describeRow(cells, COLUMNS)[8]).toHaveLength(10_001);
  });

  it("answers every row with a lead or a refusal, and never with what PostgreSQL cannot store", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("2055550101", "a@ace.example", "Ace", "", "=1+1"),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 30 }), (rows) => {
        const results = rows.map((row) => readRow(row, COLUMNS));
        const leads = results.filter((result) => result.isOk);
        const refused = results.filter((result) => !result.isOk && result.refusal.length > 0);
        expect(leads.length + refused.length).toBe(rows.length);
        expect(JSON.stringify([leads, rows.map((row) => describeRow(row, COLUMNS))])).not.toMatch(
          /\\u0000|\\ud[89a-f]/,
        );
      }),
    );
  });
});

describe("formatCsv", () => {
  it("keeps spreadsheets from running a cell", () => {
    const text = formatCsv(["Reason"], [["=HYPERLINK(1)"], ["+12055550101"], ["@x"], ["-2"]]);
    expect(text).toBe("\uFEFFReason\r\n'=HYPERLINK(1)\r\n'+12055550101\r\n'@x\r\n'-2\r\n");
  });

  it("is read back cell by cell, whatever the cells hold", () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 20 })
      .map((value) => value.replace(/^'/, ""));
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.array(fc.array(text, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 8,
      }),
    );
    fc.assert(
      fc.property(table, (rows) => {
        const file = formatCsv(["a", ...(rows[0] ?? []).slice(1).map((_, i) => `b${i}`)], rows);
        const parsed = Papa.parse<string[]>(file.slice(1, -2), { delimiter: ",", newline: "\r\n" });
        const withoutGuard = parsed.data
          .slice(1)
          .map((row) => row.map((c) => c.replace(/^'(?=[=+\-@\t\r])/, "")));
        expect(withoutGuard).toEqual(rows);
      }),
    );
  });

  it("gives refused rows back in a form that can be corrected and imported again", () => {
    const file = formatCsv(
      ["Company", "Phone", "Email"],
      [["-Ace, Inc.", "+12055550101", "a@ace.example"]],
    );
    const [headers = [], cells = []] = Papa.parse<string[]>(file.slice(1)).data;
    expect(readRow(cells, guessColumns(headers))).toMatchObject({
      isOk: true,
      lead: { companyName: "-Ace, Inc.", phone: "+12055550101" },
    });
  });
});
