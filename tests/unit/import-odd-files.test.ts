import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openImport, readFixture } from "../support/open-import";

describe("what people and programs make of files comes in whole", () => {
  it("cells with line ends in them", async () => {
    expect(await openImport(await readFixture("quoted-newlines.csv"))).toMatchObject({
      rowCount: 2,
      refused: [],
      leads: [
        { companyName: "Ace Heating", notes: 'Line one\nline "two",\r\n\r\nline four' },
        { companyName: "Bee, Inc." },
      ],
    });
  });

  it("rows that are shorter or longer than the header", async () => {
    expect(await openImport(await readFixture("ragged-rows.csv"))).toMatchObject({
      delimiter: "\t",
      headers: ["Company", "Phone", "Email", "Notes", "Column 5", "Column 6"],
      rowCount: 4,
      refused: [["The phone number is missing. The e-mail address is missing.", 3]],
      leads: [
        { companyName: "Ace, Inc.", custom: {} },
        {
          companyName: "Bee, LLC",
          notes: "a, b",
          custom: { "Column 5": "extra", "Column 6": "more" },
        },
        { companyName: "Dee, Co." },
      ],
    });
  });

  it("columns of the same name", async () => {
    const opened = await openImport(await readFixture("duplicate-headers.csv"));
    expect(opened).toMatchObject({
      rowCount: 2,
      fields: { companyName: "Company", phone: "Phone", email: "Email" },
      refused: [["The phone number is missing.", 2]],
    });
    expect(opened).toHaveProperty("leads", [
      {
        companyName: "Ace",
        phone: "+12055550101",
        email: "ace@x.example",
        custom: {
          "Phone (2)": "205-555-0102",
          "Lead Source": "Show",
          "Lead Source (2)": "Web",
          "Column 7": "blank",
          "Phone (3)": "205-555-0103",
        },
      },
    ]);
  });

  it("quotation marks that belong to a name, or stand behind a blank", async () => {
    expect(await openImport(await readFixture("stray-quotes.csv"))).toMatchObject({
      rowCount: 3,
      refused: [],
      leads: [
        { companyName: '"Cool" Air', notes: '12" duct' },
        { companyName: "Bee", notes: "fine" },
        { companyName: '"Hot" Stuff', notes: 'said "hi"' },
      ],
    });
    expect(await openImport(await readFixture("spaced-quotes.csv"))).toMatchObject({
      headers: ["Company", "Phone", "Email"],
      leads: [{ companyName: "Ace, Inc.", phone: "+12055550101", email: "ace@x.example" }],
    });
  });

  it.each([
    ["mixed-line-ends.csv", ["Ace", "Bee", "Cee", "Dee"]],
    ["old-mac-line-ends.csv", ["Ace", "Bee"]],
  ])("line ends of any kind: %s", async (name, companies) => {
    expect(await openImport(await readFixture(name))).toMatchObject({
      headers: ["Company", "Phone", "Email"],
      rowCount: companies.length,
      refused: [],
      leads: companies.map((companyName) => ({ companyName })),
    });
  });

  it("a report's title above the header, and a list without a header", async () => {
    expect(await openImport(await readFixture("report-title.csv"))).toMatchObject({
      headers: ["Customer", "Phone", "Email", "Full Name"],
      refused: [],
      leads: [{ companyName: "Ace Air", contactName: "Al Ace" }, { phone: "+12055550102" }],
    });
    expect(await openImport(await readFixture("no-header.csv"))).toMatchObject({
      delimiter: ";",
      headers: ["Column 1", "Column 2", "Column 3", "Column 4"],
      rowCount: 2,
      fields: { phone: "Column 2", email: "Column 3" },
    });
  });

  it("a field of a megabyte: kept by no row that cannot keep all of it", async () => {
    const megabyte = '"said", the letter;\n'.repeat(50_000);
    const cell = `"${megabyte.replaceAll('"', '""')}"`;
    const lines = [
      "Letter,Company,Phone,Email,Notes",
      `${cell},Ace,205-555-0101,ace@x.example,`,
      `,Bee,205-555-0102,bee@x.example,${cell}`,
      `${"x".repeat(10_000)},Cee,205-555-0103,cee@x.example,fine`,
    ];
    const opened = await openImport(new Blob([lines.join("\n")]));
    expect(opened).toMatchObject({
      delimiter: ",",
      rowCount: 3,
      refused: [
        [
          '"Letter" is too long: at most 10,000 characters. Shorten it, or leave the column out.',
          1,
        ],
        ["The notes are too long: at most 10,000 characters.", 2],
      ],
      leads: [{ companyName: "Cee", custom: { Letter: "x".repeat(10_000) } }],
    });
  });
});

describe("what is no list is refused with a sentence that tells what to do", () => {
  it.each([
    ["empty.csv", "This file is empty. Export the list again, then import that file."],
    ["blank-lines.csv", "This file is empty. Export the list again, then import that file."],
    [
      "header-only.csv",
      "This file has a header, but no rows below it. Export the list with its rows, then import that file.",
    ],
    [
      "open-quote.csv",
      "The quotation mark that opens in line 3 has no end. Correct that line in a text editor, then import the file again.",
    ],
    [
      "crossed-quotes.csv",
      "The quotation mark that opens in line 2 has no end. Correct that line in a text editor, then import the file again.",
    ],
    [
      "web-page.csv",
      "This is a web page, not a list. Download the list again as CSV, then import that file.",
    ],
    [
      "excel-xml.csv",
      "This is XML, not a list. Save or export the list as CSV, then import that file.",
    ],
    ["records.csv", "This is JSON, not a list. Export the list as CSV, then import that file."],
  ])("%s", async (name, sentence) => {
    expect(await openImport(await readFixture(name))).toBe(sentence);
  });

  const save = "In Excel choose File › Save as › CSV UTF-8, then import that file.";
  it.each([
    [
      "a workbook",
      zip({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" }),
      `This is an Excel workbook. ${save}`,
    ],
    [
      "a workbook in a different order",
      zip({ "docProps/app.xml": "<p/>".repeat(3000), "xl/worksheets/sheet1.xml": "<x/>" }),
      `This is an Excel workbook. ${save}`,
    ],
    [
      "a LibreOffice document",
      zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet" }, false),
      "This is a LibreOffice document. Choose File › Save as › Text CSV, then import that file.",
    ],
    [
      "an archive with a list in it",
      zip({ "hubspot-crm-exports-all-contacts.csv": "Company,Phone\nAce,2055550101\n" }),
      "This is an archive or a workbook. Unpack it, or save the list as CSV UTF-8, then import that file.",
    ],
    [
      "a workbook of old",
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      `This is an old Excel workbook (.xls). ${save}`,
    ],
    [
      "a PDF",
      Buffer.from("%PDF-1.7\n%âãÏÓ\n"),
      "This is a PDF. Export the list as CSV from where the PDF was made, then import that file.",
    ],
    [
      "a compressed file",
      Buffer.from("1f8b0800", "hex"),
      "This file is compressed. Unpack it, then import the CSV file in it.",
    ],
    ["a file of zeros", Buffer.alloc(5000), "This is not a text file. Save the list as CSV UTF-8."],
    [
      "columns without end",
      Buffer.from(`Company,Phone${",More".repeat(400)}\nAce,2055550101\n`),
      "This file has 402 columns; 300 are the most. Remove those that you do not need, then import it again.",
    ],
  ])("%s", async (_, bytes, sentence) => {
    expect(await openImport(new Blob([bytes]))).toBe(sentence);
  });
});

/** The beginning of a zip archive: its files with their headers. */
function zip(files: Readonly<Record<string, string>>, isCompressed = true): Buffer<ArrayBuffer> {
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const content = isCompressed ? deflateRawSync(text) : Buffer.from(text);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(isCompressed ? 8 : 0, 8);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(text.length, 22);
    header.writeUInt16LE(name.length, 26);
    return [header, Buffer.from(name), content];
  });
  return Buffer.concat(parts);
}
