import { describe, expect, it } from "vitest";
import { openImport, readFixture } from "../support/open-import";

describe("a file of", () => {
  it("Google Sheets, where a formula may have failed", async () => {
    const opened = await openImport(await readFixture("google-sheets.csv"));
    expect(opened).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      rowCount: 4,
      fields: {
        companyName: "Business",
        contactName: "Owner",
        phone: "Phone #",
        email: "E-mail",
        city: "City",
        state: "State",
        postalCode: "Zip",
        notes: "Notes",
      },
      refused: [
        ["The company name is missing.", 3],
        ["The phone number is missing.", 4],
      ],
    });
    expect(opened).toHaveProperty("leads", [
      {
        companyName: "Ozark Air & Heat",
        contactName: "Billy Ray",
        phone: "+14795550109",
        email: "billy@ozarkair.example",
        city: "Fayetteville",
        state: "AR",
        postalCode: "72701",
        notes: 'Said "call after 3"\nlikes texts',
        custom: { Trucks: "4" },
      },
      {
        companyName: "Río Grande Cooling",
        contactName: "Ana",
        phone: "+19565550110",
        email: "ana@riogrande.example",
        city: "McAllen",
        state: "TX",
        postalCode: "78501",
        custom: { Trucks: "#N/A" },
      },
    ]);
  });

  it('Excel\'s "CSV UTF-8", without its empty columns', async () => {
    expect(await openImport(await readFixture("excel-utf8.csv"))).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      headers: [
        "Company Name",
        "Contact",
        "Telephone",
        "Email Address",
        "State",
        "ZIP Code",
        "Fleet",
      ],
      rowCount: 3,
      fields: {
        companyName: "Company Name",
        contactName: "Contact",
        phone: "Telephone",
        email: "Email Address",
        state: "State",
        postalCode: "ZIP Code",
      },
      refused: [
        [
          '"6.17556E+09" was shortened by a spreadsheet. Format the column as text and export it again.',
          2,
        ],
      ],
      leads: [
        { contactName: "Noël Ó Briain", phone: "+16175550123", postalCode: "02138" },
        { companyName: "Fenway Comfort", state: "MA", postalCode: "02215", custom: {} },
      ],
    });
  });

  it('Excel\'s "CSV" on Windows, parted by semicolons', async () => {
    const opened = await openImport(await readFixture("excel-windows.csv"));
    expect(opened).toMatchObject({
      encoding: "windows-1252",
      delimiter: ";",
      rowCount: 4,
      fields: {
        companyName: "Company",
        firstName: "First name",
        lastName: "Last name",
        phone: "Phone",
        email: "E-Mail",
        city: "City",
        state: "State",
        notes: "Notes",
      },
      refused: [
        [
          '"4,14556E+09" was shortened by a spreadsheet. Format the column as text and export it again.',
          3,
        ],
        ['"ann.example" is not an e-mail address.', 4],
      ],
    });
    expect(opened).toHaveProperty("leads", [
      {
        companyName: "Müller Kälte & Klima, Inc.",
        contactName: "Jürgen Groß",
        phone: "+14145550180",
        email: "juergen@mueller-klima.example",
        city: "Milwaukee",
        state: "WI",
        notes: "Prefers “after lunch” – ask for Zoë",
        custom: { "Umsatz (Mio. €)": "1,5" },
      },
      {
        companyName: "Šimek’s Heating",
        contactName: "Zdenek Šimek",
        phone: "+14145550181",
        email: "z@simek.example",
        city: "Milwaukee",
        state: "WI",
        custom: { "Umsatz (Mio. €)": "0,7" },
      },
    ]);
  });

  it('Excel\'s "Unicode Text"', async () => {
    expect(await openImport(await readFixture("excel-unicode.txt"))).toMatchObject({
      encoding: "utf-16le",
      delimiter: "\t",
      refused: [],
      leads: [
        { companyName: "Łódź Air, Inc.", phone: "+13125550114", city: "Chicago" },
        { companyName: "“Quoted” Cooling", phone: "+13125550115" },
      ],
    });
  });

  it("Excel with the delimiter on its first line", async () => {
    expect(await openImport(await readFixture("excel-sep-line.csv"))).toMatchObject({
      delimiter: ";",
      headers: ["Firma", "Telefon, privat", "Post"],
      rowCount: 2,
      fields: { phone: "Telefon, privat", email: "Post" },
    });
  });

  it('Excel\'s "CSV" on a Mac', async () => {
    expect(await openImport(await readFixture("excel-mac.csv"))).toMatchObject({
      encoding: "macintosh",
      delimiter: ",",
      refused: [],
      leads: [
        { companyName: "Joe’s Heating", phone: "+15055550120" },
        { companyName: "Café Frío", notes: "Ask for Benoît Müller – “the boss”" },
      ],
    });
  });

  it("semicolons, with more commas in the cells", async () => {
    expect(await openImport(await readFixture("commas-in-cells.csv"))).toMatchObject({
      delimiter: ";",
      refused: [],
      leads: [
        { companyName: "Ace Heating, Cooling, Air, Ducts, Inc." },
        { companyName: "Bee, Cee, Dee, Eff, LLC" },
      ],
    });
  });

  it.each([
    ["utf-16-unmarked.csv", "utf-16le"],
    ["utf-16-big-endian.csv", "utf-16be"],
  ])("UTF-16 without its mark: %s", async (name, encoding) => {
    expect(await openImport(await readFixture(name))).toMatchObject({
      encoding,
      delimiter: ",",
      refused: [],
      leads: [{ companyName: "Peña’s Air", phone: "+15055550116" }],
    });
  });

  it("UTF-8 that was cut in the middle of a letter", async () => {
    expect(await openImport(await readFixture("cut-short.csv"))).toMatchObject({
      encoding: "utf-8",
      leads: [
        { companyName: "Café Cool", city: "Montréal" },
        { companyName: "Ångström Air", city: "Málaga" },
        { companyName: "Bee", city: "M\uFFFD" },
      ],
    });
  });
});

describe("what was detected can be corrected", () => {
  it("the encoding", async () => {
    const file = await readFixture("excel-windows.csv");
    expect(await openImport(file, { encoding: "utf-8" })).toMatchObject({
      encoding: "utf-8",
      delimiter: ";",
      leads: [{ companyName: "M\uFFFDller K\uFFFDlte & Klima, Inc." }, {}],
    });
    const unmarked = await readFixture("utf-16-unmarked.csv");
    expect(await openImport(unmarked, { encoding: "utf-8" })).toBe(
      "This is not a text file. Save the list as CSV UTF-8.",
    );
    expect(await openImport(unmarked, { encoding: "utf-16le" })).toMatchObject({
      leads: [{ companyName: "Peña’s Air" }],
    });
  });

  it("the delimiter, against the file's own word too", async () => {
    const named = await readFixture("excel-sep-line.csv");
    expect(await openImport(named, { delimiter: "," })).toMatchObject({
      delimiter: ",",
      headers: ["Firma;Telefon", "privat;Post", "Column 3", "Column 4", "Column 5"],
    });
    const ambiguous = await readFixture("ambiguous-delimiter.csv");
    expect(await openImport(ambiguous)).toMatchObject({
      delimiter: ";",
      headers: ["Company, full", "Phone, work", "Mail, office"],
    });
    expect(await openImport(ambiguous, { delimiter: "," })).toMatchObject({
      headers: ["Company", "full;Phone", "work;Mail", "office"],
      rowCount: 2,
    });
  });
});
