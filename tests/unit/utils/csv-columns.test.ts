import { describe, expect, it } from "vitest";
import { findMissingFields, guessColumns, isDataRow, nameColumns } from "@/lib/utils/csv-columns";

function guess(headers: string, sample: string[][] = []): Record<string, string> {
  const columns = guessColumns(headers.split(","), sample);
  return Object.fromEntries(columns.map(({ header, target }) => [header, target]));
}

describe("guessColumns", () => {
  it("knows a HubSpot export", () => {
    expect(
      guess(
        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Company name,Street Address,City,State/Region,Postal Code,Time Zone,Lead Status",
      ),
    ).toMatchObject({
      "Record ID": "custom",
      "First Name": "firstName",
      "Last Name": "lastName",
      Email: "email",
      "Phone Number": "phone",
      "Mobile Phone Number": "custom",
      "Contact owner": "custom",
      "Company name": "companyName",
      "Street Address": "street",
      City: "city",
      "State/Region": "state",
      "Postal Code": "postalCode",
      "Time Zone": "timezone",
      "Lead Status": "custom",
    });
  });

  it("knows an Apollo export and takes each field once", () => {
    expect(
      guess(
        "First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,Work Direct Phone,Mobile Phone,Corporate Phone,City,State,Country,Company Address,Company City,Company State",
      ),
    ).toMatchObject({
      Company: "companyName",
      "Company Name for Emails": "custom",
      Email: "email",
      "Email Status": "custom",
      "Work Direct Phone": "phone",
      "Corporate Phone": "custom",
      City: "city",
      State: "state",
      "Company City": "custom",
      "Company Address": "street",
    });
  });

  it("knows Salesforce, Google Contacts and a map scraper", () => {
    expect(
      guess("First Name,Last Name,Company / Account,Phone,Email,State/Province,Zip/Postal Code"),
    ).toMatchObject({
      "Company / Account": "companyName",
      "State/Province": "state",
      "Zip/Postal Code": "postalCode",
    });
    expect(
      guess(
        "Name,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Value,Address 1 - City,Address 1 - Region,Address 1 - Postal Code",
      ),
    ).toMatchObject({
      Name: "contactName",
      "Organization 1 - Name": "companyName",
      "E-mail 1 - Value": "email",
      "Phone 1 - Value": "phone",
      "Address 1 - Region": "state",
      "Address 1 - Postal Code": "postalCode",
    });
    expect(guess("name,phone,email_1,postal_code,us_state,companyRating")).toMatchObject({
      name: "companyName",
      email_1: "email",
      us_state: "state",
      companyRating: "custom",
    });
  });

  it("finds phone and e-mail by their values where headers do not tell", () => {
    const sample = [
      ["Ace Air", "205-555-0101", "a@ace.example"],
      ["Bee Air", "(205) 555-0102", "b@bee.example"],
    ];
    expect(guess("A,B,C", sample)).toEqual({ A: "custom", B: "phone", C: "email" });
  });

  it("says which required fields no column gives", () => {
    expect(findMissingFields(guessColumns(["Company", "Fax"]))).toEqual(["phone", "email"]);
  });
});

describe("isDataRow and nameColumns", () => {
  it("tells a header from a first row of data", () => {
    expect(isDataRow(["Company", "Phone 1", "E-mail"])).toBe(false);
    expect(isDataRow(["Ace Air", "205-555-0101", ""])).toBe(true);
  });

  it("makes names differ", () => {
    expect(nameColumns(["Phone", " Phone ", "", "Phone"])).toEqual([
      "Phone",
      "Phone (2)",
      "Column 3",
      "Phone (3)",
    ]);
  });
});
