import { describe, expect, it } from "vitest";
import { openImport, readFixture } from "../support/open-import";

/** Exports as customer lists write them today: what becomes of them without a click. */
describe("an export of", () => {
  it("HubSpot's contacts", async () => {
    const opened = await openImport(await readFixture("hubspot-contacts.csv"));
    expect(opened).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      rowCount: 4,
      fields: {
        companyName: "Associated Company (Primary)",
        firstName: "First Name",
        lastName: "Last Name",
        phone: "Phone Number",
        email: "Email",
        street: "Street Address",
        city: "City",
        state: "State/Region",
        postalCode: "Postal Code",
        timezone: "Time Zone",
      },
      refused: [
        ["The phone number is missing.", 3],
        [
          '"pat@gulfbreeze.example;service@gulfbreeze.example" holds more than one e-mail address. Keep one.',
          4,
        ],
      ],
      leads: [
        { companyName: "Bluff City Heating, Cooling & Más", timezone: "America/Chicago" },
        { companyName: "Desert Air Systems", timezone: "America/Phoenix" },
      ],
    });
    expect(opened).toHaveProperty("leads[0]", {
      companyName: "Bluff City Heating, Cooling & Más",
      contactName: "Renée Guzmán",
      phone: "+19015550142",
      email: "renee@bluffcity-hvac.example",
      street: "88 Union Ave",
      city: "Memphis",
      state: "TN",
      postalCode: "38103",
      timezone: "America/Chicago",
      custom: {
        "Record ID": "27100451",
        "Mobile Phone Number": "+1 901-555-0143",
        "Contact owner": "Dana Whitfield",
        "Lead Status": "NEW",
        "Marketing contact status": "Marketing contact",
        "Create Date": "2026-09-14 08:21",
        "Country/Region": "United States",
        "Job Title": "Owner",
        "Associated Company IDs (Primary)": "18800321",
        "Number of trucks": "12",
      },
    });
  });

  it("HubSpot's companies, which has no e-mail address to write to", async () => {
    expect(await openImport(await readFixture("hubspot-companies.csv"))).toMatchObject({
      rowCount: 1,
      fields: { companyName: "Company name", phone: "Phone Number", city: "City" },
      refused: [["The e-mail address is missing.", 1]],
    });
  });

  it("Apollo, where few have a direct line", async () => {
    const opened = await openImport(await readFixture("apollo-contacts.csv"));
    expect(opened).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      rowCount: 4,
      fields: {
        companyName: "Company Name",
        firstName: "First Name",
        lastName: "Last Name",
        phone: "Corporate Phone",
        email: "Email",
        street: "Company Address",
        city: "City",
        state: "State",
        doNotCall: "Do Not Call",
      },
      refused: [
        ["The e-mail address is missing.", 3],
        ["The file says not to call this number.", 4],
      ],
      leads: [
        {
          companyName: "Ibarra & Sons Mechanical, LLC",
          contactName: "José Ibarra",
          phone: "+14045550121",
          email: "jose@ibarra-mechanical.example",
          city: "Atlanta",
          state: "GA",
          // All of it, and it is long.
          custom: {
            "# Employees": "24",
            Keywords: expect.stringMatching(/^hvac topic 1, .{700,}, hvac topic 59$/),
            "Company Phone": "+1 404-555-0121",
          },
        },
        {
          phone: "+17705550131",
          custom: { "Work Direct Phone": "+1 770-555-0132", "Mobile Phone": "+1 678-555-0133" },
        },
      ],
    });
  });

  it("a Salesforce report, the lines below its table refused", async () => {
    const opened = await openImport(await readFixture("salesforce-report.csv"));
    expect(opened).toMatchObject({
      encoding: "windows-1252",
      delimiter: ",",
      rowCount: 7,
      fields: {
        companyName: "Company / Account",
        firstName: "First Name",
        lastName: "Last Name",
        phone: "Phone",
        email: "Email",
        street: "Street",
        city: "City",
        state: "State/Province",
        postalCode: "Zip/Postal Code",
      },
      refused: [
        [
          "The company name is missing. The phone number is missing. The e-mail address is missing.",
          ...[4, 5, 6, 7],
        ],
        ["The phone number is missing.", 3],
      ],
      leads: [
        { companyName: "Fontenot Climatisation & Air" },
        { phone: "+15045550171", phoneExtension: "12" },
      ],
    });
    expect(opened).toHaveProperty("leads[0]", {
      companyName: "Fontenot Climatisation & Air",
      contactName: "André Fontenot",
      phone: "+15045550170",
      email: "andre@fontenot-air.example",
      street: "1200 Décatur St Suite 3",
      city: "New Orleans",
      state: "LA",
      postalCode: "70116",
      custom: {
        "Lead Owner": "Dana Whitfield",
        Title: "Owner",
        Country: "United States",
        "Lead Source": "Trade Show",
        Rating: "Hot",
      },
    });
  });

  it("Salesforce's data, with the names of its API", async () => {
    expect(await openImport(await readFixture("salesforce-data-export.csv"))).toMatchObject({
      fields: {
        companyName: "Company",
        firstName: "FirstName",
        lastName: "LastName",
        phone: "Phone",
        email: "Email",
        postalCode: "PostalCode",
        notes: "Description",
      },
      refused: [],
      leads: [
        {
          companyName: "Aloha Mechanical",
          contactName: "Joy Nakamura",
          phone: "+18085550155",
          state: "HI",
          notes: "Wants a demo after the holidays.",
          custom: { Id: "00Q5e00001AbCdEEAV", Status: "Open - Not Contacted" },
        },
      ],
    });
  });
});

describe("an address book of", () => {
  it("Outlook", async () => {
    const opened = await openImport(await readFixture("outlook-contacts.csv"));
    expect(opened).toMatchObject({
      encoding: "utf-8",
      delimiter: ",",
      rowCount: 1,
      fields: {
        companyName: "Company",
        phone: "Business Phone",
        email: "E-mail Address",
        street: "Business Street",
        city: "Business City",
        state: "Business State",
        postalCode: "Business Postal Code",
        notes: "Notes",
      },
      refused: [],
    });
    expect(opened).toHaveProperty("leads", [
      {
        companyName: "Lake City Comfort",
        contactName: "Grace Kelly-Åberg",
        phone: "+12065550137",
        email: "grace@lakecitycomfort.example",
        street: "12 Roy St Unit B",
        city: "Seattle",
        state: "WA",
        postalCode: "98109",
        notes: "Met at the show.\n\nHas 9 vans.",
        custom: {
          "E-mail 2 Address": "grace@home.example",
          "Mobile Phone": "206-555-0138",
          "Business Fax": "206-555-0139",
          "Job Title": "Owner",
          "Business Country/Region": "USA",
          Birthday: "0/0/00",
        },
      },
    ]);
  });

  it("Google", async () => {
    expect(await openImport(await readFixture("google-contacts.csv"))).toMatchObject({
      fields: {
        companyName: "Organization Name",
        phone: "Phone 1 - Value",
        email: "E-mail 1 - Value",
        street: "Address 1 - Street",
        city: "Address 1 - City",
        state: "Address 1 - Region",
        postalCode: "Address 1 - Postal Code",
      },
      refused: [],
      leads: [
        {
          companyName: "Ortega Air",
          contactName: "Ines Ortega",
          phone: "+15205550149",
          city: "Tucson",
          state: "AZ",
          custom: { "Phone 2 - Value": "520-555-0150" },
        },
      ],
    });
  });
});
