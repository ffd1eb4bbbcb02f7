import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { getMapping, listImports } from "@/lib/services/imports/progress";
import { writeRefusalsCsv } from "@/lib/services/imports/refusals";
import { importRows } from "@/lib/services/imports/rows";
import { DUPLICATE_POLICIES, type DuplicatePolicy } from "@/lib/services/imports/schema";
import { startImport } from "@/lib/services/imports/start";
import { undoImport } from "@/lib/services/imports/undo";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import { type DeskRig, startDeskRig } from "./desk-rig";

const COLUMNS: ColumnMapping[] = [
  { header: "Company", target: "companyName" },
  { header: "Phone", target: "phone" },
  { header: "E-mail", target: "email" },
  { header: "City", target: "city" },
  { header: "State", target: "state" },
  { header: "Fleet", target: "custom" },
];

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
  const teamId = await rig.addTeam("Imports");
  return { ctx: await rig.joinAs("member", teamId), teamId };
}

async function begin(
  { ctx, teamId }: Desk,
  totalRows: number,
  duplicatePolicy: DuplicatePolicy = "skip",
  headerSignature: string | null = null,
): Promise<string> {
  const consent = { basis: "written", note: null } as const;
  const file = { teamId, fileName: "list.csv", totalRows, columns: COLUMNS, consent };
  return (await startImport(ctx, { ...file, duplicatePolicy, headerSignature })).importId;
}

/** What an import left, told without ids. */
async function resultOf({ ctx, teamId }: Desk, importId: string) {
  const [summary] = (await listImports(ctx, teamId)).filter((item) => item.importId === importId);
  const leads = await rig.pool.query(
    `select company_name, phone, email, city, state, timezone, timezones, states, custom, consent_basis
     from leads where team_id = $1 order by phone`,
    [teamId],
  );
  const refusals = await rig.pool.query(
    "select row_number, is_duplicate, reason, fields from import_refusals where import_id = $1 order by 1",
    [importId],
  );
  const { processedRows, createdCount, updatedCount, skippedCount, refusedCount } = summary ?? {};
  const counts = { processedRows, createdCount, updatedCount, skippedCount, refusedCount };
  return { counts, leads: leads.rows, refusals: refusals.rows };
}

const cell = (...values: string[]) => fc.constantFrom(...values);
const row = fc.tuple(
  cell("Ace", "Bay", "Cool", ""),
  cell("205-555-0101", "(205) 555-0101", "303-555-0102", "404-555-0103", "12"),
  cell("a@x.example", "b@x.example"),
  cell("", "Mobile", "Denver"),
  cell("", "AL", "CO"),
  cell("", "3", "7"),
);

describe("however its rows are delivered", () => {
  it("an import makes the same leads and the same counts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...DUPLICATE_POLICIES),
        fc.array(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 6 })), { maxLength: 5 }),
        async (rows, policy, deliveries) => {
          const [whole, parts] = [await addDesk(), await addDesk()];
          const wholeId = await begin(whole, rows.length, policy);
          await importRows(whole.ctx, { importId: wholeId, firstRow: 1, rows });
          const partsId = await begin(parts, rows.length, policy);
          await deliver(parts.ctx, partsId, rows, deliveries);
          expect(await resultOf(parts, partsId)).toEqual(await resultOf(whole, wholeId));
        },
      ),
      { numRuns: 10 },
    );
  });
});

/** Sends pieces as they come, those that are not yet due in vain, and then the rest one by one, two at a time. */
async function deliver(
  ctx: ServiceContext,
  importId: string,
  rows: readonly string[][],
  deliveries: readonly (readonly [start: number, length: number])[],
): Promise<void> {
  let processed = 0;
  for (const [start, length] of deliveries) {
    const part = rows.slice(start, start + length);
    if (part.length === 0 || start > processed) continue;
    const chunk = { importId, firstRow: start + 1, rows: part };
    const answers = await Promise.all([importRows(ctx, chunk), importRows(ctx, chunk)]);
    processed = Math.max(...answers.map((answer) => answer.processedRows));
  }
  const rest = rows.slice(processed);
  const send = (index: number) => {
    const part = rest.slice(index, index + 1);
    return part.length > 0
      ? importRows(ctx, { importId, firstRow: processed + index + 1, rows: part })
      : undefined;
  };
  for (let index = 0; index < rest.length; index += 2) {
    await Promise.all([send(index + 1), send(index)]);
  }
}

describe("a lead that is there already", () => {
  it("is in the zone of its whole address once part of it came from a file", async () => {
    const desk = await addDesk();
    const first = await begin(desk, 1);
    const phone = "800-555-0150";
    const known = ["Ace", phone, "a@x.example", "", "AL", ""];
    await importRows(desk.ctx, { importId: first, firstRow: 1, rows: [known] });
    const second = await begin(desk, 1, "overwrite");
    const moved = ["Ace", phone, "a@x.example", "Denver", "CO", ""];
    await importRows(desk.ctx, { importId: second, firstRow: 1, rows: [moved] });
    const [lead] = (await resultOf(desk, second)).leads;
    expect(lead).toMatchObject({ city: "Denver", timezone: "America/Denver", states: ["CO"] });

    expect(await undoImport(desk.ctx, second)).toMatchObject({
      restoredCount: 1,
      isFinished: true,
    });
    const [back] = (await resultOf(desk, second)).leads;
    expect(back).toMatchObject({ city: null, timezone: "America/Chicago", states: ["AL"] });
  });
});

describe("rows that made no lead", () => {
  it("come back as a file with their reasons, harmless to spreadsheets", async () => {
    const desk = await addDesk();
    const importId = await begin(desk, 2);
    const rows = [
      ["Ace", "205-555-0101", "a@x.example", "", "", ""],
      ["=1+1", "none", "b@x.example", "", "", "4"],
    ];
    await importRows(desk.ctx, { importId, firstRow: 1, rows });
    const parts = [];
    for await (const part of writeRefusalsCsv(desk.ctx, importId)) parts.push(part);
    const lines = Buffer.concat(parts).toString("utf8").split("\r\n");
    expect(lines).toEqual([
      "\uFEFFCompany,Phone,E-mail,City,State,Fleet,Row in the first file,Refused because",
      "'=1+1,none,b@x.example,,,4,2,The phone number is missing.",
      "",
    ]);
  });
});

describe("the meaning of columns", () => {
  it("is remembered for the team's next file with the same headers", async () => {
    const [desk, other] = [await addDesk(), await addDesk()];
    await begin(desk, 1, "skip", "h1");
    const mapping = { teamId: desk.teamId, headerSignature: "h1" };
    expect(await getMapping(desk.ctx, mapping)).toEqual(COLUMNS);
    expect(await getMapping(desk.ctx, { ...mapping, headerSignature: "h2" })).toBeUndefined();
    expect(await getMapping(other.ctx, mapping)).toBeUndefined();
  });
});

describe("who may not", () => {
  it("import: viewers, and members of other teams", async () => {
    const desk = await addDesk();
    const viewer = { teamId: desk.teamId, ctx: await rig.joinAs("viewer", desk.teamId) };
    await expect(begin(viewer, 1)).rejects.toMatchObject({ code: "forbidden" });
    const importId = await begin(desk, 1);
    const chunk = { importId, firstRow: 1, rows: [["Ace", "205-555-0101", "a@x.example"]] };
    await expect(importRows(viewer.ctx, chunk)).rejects.toMatchObject({ code: "not_found" });
    await expect(importRows((await addDesk()).ctx, chunk)).rejects.toMatchObject({
      code: "not_found",
    });
    const beyond = { ...chunk, firstRow: 2 };
    await expect(importRows(desk.ctx, beyond)).rejects.toMatchObject({ code: "bad_request" });
  });
});
