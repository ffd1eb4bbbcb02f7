import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { AppError } from "@/lib/errors";
import {
  cancelLeadAction,
  continueLeadAction,
  startLeadAction,
  undoLeadAction,
} from "@/lib/services/leads/bulk";
import { type ExportQuery, writeLeadsCsv } from "@/lib/services/leads/export";
import type { LeadAction } from "@/lib/services/leads/lead-action";
import type { LeadSelection } from "@/lib/services/leads/lead-query";
import { parseCsvText } from "../../support/parse-csv";
import { startDeskRig } from "./desk-rig";

const NOW = new Date("2026-03-03T16:00:00Z");

const rig = await startDeskRig(NOW);
const { pool } = rig;
let teamId: string;
let member: ServiceContext;
let viewer: ServiceContext;

beforeAll(async () => {
  teamId = await rig.addTeam("Bulk");
  member = await rig.joinAs("member", teamId);
  viewer = await rig.joinAs("viewer", teamId);
});
afterAll(() => rig.stop());

let leadCount = 0;

async function addLeads(count: number, columns: Record<string, unknown> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    leadCount += 1;
    const suffix = String(leadCount).padStart(4, "0");
    const row = {
      team_id: teamId,
      company_name: `Company ${suffix}`,
      phone: `+1217555${suffix}`,
      email: `c${suffix}@hvac.example`,
      ...columns,
    };
    const names = Object.keys(row);
    const { rows } = await pool.query(
      `insert into leads (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`)}) returning id`,
      Object.values(row),
    );
    ids.push(rows[0].id);
  }
  return ids;
}

async function complete(ctx: ServiceContext, selection: LeadSelection, action: LeadAction) {
  let progress = await startLeadAction(ctx, { teamId, selection, action });
  while (!progress.isFinished) progress = await continueLeadAction(ctx, progress.actionId);
  return progress;
}

async function statusOf(ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query("select status from leads where id = any ($1) order by id", [
    ids,
  ]);
  return rows.map((row) => row.status);
}

async function exportAll(query: ExportQuery): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of writeLeadsCsv(member, { ...query, teamId })) parts.push(part);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(parts));
}

describe("bulk actions", () => {
  it("work on everything that passes the filters, but the rows that were left out", async () => {
    const ids = await addLeads(4, { state: "OH" });
    const [spared = ""] = await addLeads(1, { state: "OH" });
    const others = await addLeads(1, { state: "TX" });
    const progress = await complete(
      member,
      { kind: "all", filters: { state: ["OH"] }, except: [spared] },
      { kind: "set_status", status: "not_interested" },
    );
    expect(progress).toMatchObject({ state: "finished", total: 4, changed: 4 });
    expect(await statusOf(ids)).toEqual(Array(4).fill("not_interested"));
    expect(await statusOf([spared, ...others])).toEqual(["pending", "pending"]);
    let undone = await undoLeadAction(member, progress.actionId);
    while (!undone.isFinished) undone = await undoLeadAction(member, progress.actionId);
    expect(undone).toMatchObject({ state: "undone", restored: 4 });
    expect(await statusOf(ids)).toEqual(Array(4).fill("pending"));
  });

  it("go on with what was selected when they began, whatever changes meanwhile", async () => {
    const ids = await addLeads(1200, { city: "Batchville" });
    const started = await startLeadAction(member, {
      teamId,
      selection: { kind: "all", filters: { search: "company" }, except: [] },
      action: { kind: "requeue" },
    });
    expect(started).toMatchObject({ isFinished: false, done: 1000 });
    const late = await addLeads(1);
    const stopped = await cancelLeadAction(member, started.actionId);
    expect(stopped).toMatchObject({ state: "cancelled", done: 1000 });
    await pool.query("delete from leads where id = any ($1)", [[...ids, ...late]]);
  });

  it("keep the wording of a consent, which the browser cannot choose", async () => {
    const ids = await addLeads(2);
    await complete(
      member,
      { kind: "ids", leadIds: ids },
      { kind: "attest", consent: { basis: "written", note: null } },
    );
    const { rows } = await pool.query("select text_shown from consents where lead_id = any ($1)", [
      ids,
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[0].text_shown).toMatch(/each person selected here gave prior express written/);
  });

  it("are not for viewers", async () => {
    const ids = await addLeads(1);
    const attempt = complete(viewer, { kind: "ids", leadIds: ids }, { kind: "delete" });
    await expect(attempt).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === "forbidden",
    );
    expect(await statusOf(ids)).toEqual(["pending"]);
  });
});

describe("an export", () => {
  it("writes the columns and the order of the view, and no formula", async () => {
    const [first = "", second = ""] = await addLeads(2, { city: "Exportville" });
    await pool.query(
      `update leads set company_name = '=cmd()', notes = 'two "lines",' || chr(10) || 'quoted' where id = $1`,
      [first],
    );
    const text = await exportAll({
      selection: { kind: "ids", leadIds: [first, second] },
      sort: [{ by: "company_name", direction: "desc" }],
      columns: ["company_name", "phone", "notes"],
    });
    expect(text.startsWith("\uFEFFCompany name,Phone,Notes\r\n")).toBe(true);
    const rows = parseCsvText(text);
    expect(rows[1]?.[0]).toMatch(/^Company/);
    expect(rows[2]?.[0]).toBe("'=cmd()");
    expect(rows[2]?.[2]).toBe('two "lines",\nquoted');
    expect(rows[2]?.[1]).toMatch(/^\(217\) 555-/);
  });

  it("brings the fields that imports kept, under their own names", async () => {
    const [first = ""] = await addLeads(1, { custom: { Rating: "5", "Fleet size": "12" } });
    const [second = ""] = await addLeads(1, { custom: { Rating: "3" } });
    const text = await exportAll({
      selection: { kind: "ids", leadIds: [first, second] },
      sort: [{ by: "created_at", direction: "asc" }],
    });
    const [header = [], ...rows] = parseCsvText(text);
    const at = (name: string) => header.indexOf(name);
    expect(rows.map((row) => [row[at("Fleet size")], row[at("Rating")]])).toEqual([
      ["12", "5"],
      ["", "3"],
    ]);
  });

  it("streams a filtered view in parts and repeats or loses nothing", async () => {
    const ids = await addLeads(2100, { city: "Streamville" });
    const parts: number[] = [];
    const query: ExportQuery = {
      selection: { kind: "all", filters: { search: "company" }, except: [ids[0] ?? ""] },
      sort: [],
      columns: ["email"],
    };
    for await (const part of writeLeadsCsv(member, { ...query, teamId })) parts.push(part.length);
    expect(parts.length).toBeGreaterThanOrEqual(4);
    const rows = parseCsvText(await exportAll(query))
      .slice(1)
      .flat();
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(2099);
    await pool.query("delete from leads where id = any ($1)", [ids]);
  });

  it("leave out no field that an import kept, however many there are", async () => {
    const names = Array.from({ length: 290 }, (_, n) => `Field ${String(n).padStart(3, "0")}`);
    const leadIds = await addLeads(1);
    await pool.query("update leads set custom = $2 where id = any ($1)", [
      leadIds,
      Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
    ]);
    const [headers = [], row = []] = parseCsvText(
      await exportAll({ selection: { kind: "ids", leadIds }, sort: [] }),
    );
    expect(headers.slice(-290)).toEqual(names);
    expect(row.at(-1)).toBe("field 289");
  });
});
