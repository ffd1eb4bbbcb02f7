import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileDesk } from "@/components/csv-import/file-desk";
import type { ServiceContext } from "@/lib/context";
import { writeRefusalsCsv } from "@/lib/services/imports/refusals";
import { importRows } from "@/lib/services/imports/rows";
import type { ImportProgress } from "@/lib/services/imports/schema";
import { startImport } from "@/lib/services/imports/start";
import { readFixture, unpackChunk } from "../../support/open-import";
import { type DeskRig, startDeskRig } from "./desk-rig";

let rig: DeskRig;

beforeAll(async () => {
  rig = await startDeskRig(new Date("2026-12-08T16:00:00Z"));
});
afterAll(() => rig.stop());

interface Desk {
  readonly ctx: ServiceContext;
  readonly teamId: string;
}

async function addDesk(): Promise<Desk> {
  const teamId = await rig.addTeam("Shapes");
  return { ctx: await rig.joinAs("member", teamId), teamId };
}

/** A file from its bytes to stored leads, with the columns as they are guessed. */
async function importFile({ ctx, teamId }: Desk, source: Blob): Promise<ImportProgress> {
  const desk = createFileDesk();
  const opened = await desk.open(source, {});
  if (!opened.isOk) throw new Error(opened.reason);
  const { rowCount, columns } = opened.file;
  const consent = { basis: "written", note: null } as const;
  const file = { teamId, fileName: "list.csv", totalRows: rowCount, columns: [...columns] };
  const { importId } = await startImport(ctx, { ...file, consent });
  return importRows(ctx, { importId, ...(await unpackChunk(await desk.chunk(1))) });
}

async function listStored({ teamId }: Desk) {
  const { rows } = await rig.pool.query(
    `select company_name, contact_name, phone, email, city, state, timezone, notes, custom
     from leads where team_id = $1 order by phone`,
    [teamId],
  );
  return rows;
}

async function readRefused({ ctx }: Desk, importId: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of writeRefusalsCsv(ctx, importId)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

describe("an export of HubSpot", () => {
  it("becomes leads with all that it says", async () => {
    const desk = await addDesk();
    expect(await importFile(desk, await readFixture("hubspot-contacts.csv"))).toMatchObject({
      state: "finished",
      totalRows: 4,
      processedRows: 4,
      createdCount: 2,
      updatedCount: 0,
      skippedCount: 0,
      refusedCount: 2,
    });
    expect(await listStored(desk)).toEqual([
      {
        company_name: "Desert Air Systems",
        contact_name: "Omar Haddad",
        phone: "+14805550118",
        email: "omar@desertair.example",
        city: "Mesa",
        state: "AZ",
        timezone: "America/Phoenix",
        notes: null,
        custom: {
          "Record ID": "27100452",
          "Contact owner": "Dana Whitfield",
          "Lead Status": "OPEN",
          "Marketing contact status": "Non-marketing contact",
          "Create Date": "2026-09-15 16:40",
          "Job Title": "Operations Manager",
          "Number of trucks": "7",
        },
      },
      expect.objectContaining({
        company_name: "Bluff City Heating, Cooling & Más",
        contact_name: "Renée Guzmán",
        phone: "+19015550142",
        timezone: "America/Chicago",
        custom: expect.objectContaining({ "Mobile Phone Number": "+1 901-555-0143" }),
      }),
    ]);
  });
});

describe('Excel\'s "CSV" on Windows', () => {
  it("becomes leads with all letters right, and what was refused comes in once it is corrected", async () => {
    const desk = await addDesk();
    const first = await importFile(desk, await readFixture("excel-windows.csv"));
    expect(first).toMatchObject({ totalRows: 4, createdCount: 2, refusedCount: 2 });
    const stored = await listStored(desk);
    expect(stored).toMatchObject([
      {
        company_name: "Müller Kälte & Klima, Inc.",
        contact_name: "Jürgen Groß",
        phone: "+14145550180",
        notes: "Prefers “after lunch” – ask for Zoë",
        custom: { "Umsatz (Mio. €)": "1,5" },
      },
      { company_name: "Šimek’s Heating", contact_name: "Zdenek Šimek" },
    ]);

    const refused = await readRefused(desk, first.importId);
    expect(refused.split("\r\n")).toEqual([
      "\uFEFFCompany,First name,Last name,Phone,E-Mail,City,State,Umsatz (Mio. €),Notes,Row in the first file,Refused because",
      'Café Crème Cooling,Amélie,Lefèvre,"4,14556E+09",amelie@creme.example,Racine,WI,"0,3",,3,"""4,14556E+09"" was shortened by a spreadsheet. Format the column as text and export it again."',
      'Brewers’ Air,Ann,,414-555-0183,ann.example,Racine,WI,"2,0",,4,"""ann.example"" is not an e-mail address."',
      "",
    ]);
    const halfCorrected = refused.replace('"4,14556E+09"', "414-555-0182");
    const second = await importFile(desk, new Blob([halfCorrected]));
    expect(second).toMatchObject({ totalRows: 2, createdCount: 1, refusedCount: 1 });

    // The columns about refusals are there once, however often the file goes round.
    const again = await readRefused(desk, second.importId);
    expect(again.match(/Refused because/g)).toHaveLength(1);
    const corrected = again.replaceAll("ann.example,", "ann@brewers.example,");
    const third = await importFile(desk, new Blob([corrected]));
    expect(third).toMatchObject({ totalRows: 1, createdCount: 1, refusedCount: 0 });
    const names = (await listStored(desk)).slice(2);
    expect(names).toMatchObject([
      { company_name: "Café Crème Cooling", contact_name: "Amélie Lefèvre" },
      { company_name: "Brewers’ Air", email: "ann@brewers.example" },
    ]);
    expect(names[1]?.custom).toEqual({ "Umsatz (Mio. €)": "2,0" });
  });
});
