import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db, ServiceContext } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import {
  getAppointment,
  listAppointments,
  listAppointmentsBetween,
} from "@/lib/services/appointments/list";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { listRefusals } from "@/lib/services/imports/refusals";
import { importRows } from "@/lib/services/imports/rows";
import { cancelImport, startImport } from "@/lib/services/imports/start";
import { startLeadAction } from "@/lib/services/leads/bulk";
import { editLead } from "@/lib/services/leads/edit";
import type { LeadQuery } from "@/lib/services/leads/lead-query";
import { countLeads, getLead, listLeads } from "@/lib/services/leads/list";
import { createLead } from "@/lib/services/leads/write";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import { type LeadFields, leadFieldsSchema } from "@/lib/utils/lead-fields";
import { startTestSupabase, type TestSupabase } from "../../../local/database/test-database";
import { openPool, openTestDatabase } from "../../support/database";

const NOW = new Date("2026-03-03T16:00:00Z");
const COLUMNS: ColumnMapping[] = [
  { header: "Company", target: "companyName" },
  { header: "Phone", target: "phone" },
  { header: "E-mail", target: "email" },
  { header: "ZIP", target: "postalCode" },
  { header: "Rating", target: "custom" },
];

const database = await openTestDatabase();
const pool = openPool(database);
let supabase: TestSupabase;
let mine: Desk;
let theirs: Desk;

interface Desk {
  readonly ctx: ServiceContext;
  readonly teamId: string;
}

beforeAll(async () => {
  supabase = await startTestSupabase(database);
  mine = await openDesk("ana@team-a.example");
  theirs = await openDesk("bob@team-b.example");
});
afterAll(() => supabase.stop());

/** A signed-in admin of a team of their own. */
async function openDesk(email: string): Promise<Desk> {
  const userId = randomUUID();
  await pool.query("insert into auth.users (id, email) values ($1, $2)", [userId, email]);
  const team = await pool.query("insert into teams (name) values ($1) returning id", [email]);
  const teamId = String(team.rows[0].id);
  await pool.query(
    "insert into team_members (team_id, user_id, email, role) values ($1, $2, $3, 'admin')",
    [teamId, userId, email],
  );
  const db = await connectAs(userId, email);
  return { teamId, ctx: { db, actor: { kind: "user", userId }, log: console, now: () => NOW } };
}

async function connectAs(userId: string, email: string): Promise<Db> {
  const token = await new SignJWT({ role: "authenticated", email })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  return createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
}

function fieldsOf(
  changes: Partial<Parameters<typeof leadFieldsSchema.parse>[0] & object>,
): LeadFields {
  return leadFieldsSchema.parse({
    companyName: "Ace Air",
    phone: "205-555-0101",
    email: "a@ace.example",
    ...changes,
  });
}

function queryOf(desk: Desk, changes: Partial<LeadQuery> = {}): LeadQuery {
  return {
    teamId: desk.teamId,
    filters: {},
    sort: [{ by: "company_name", direction: "asc" }],
    cursor: null,
    pageSize: 50,
    ...changes,
  };
}

async function addLead(desk: Desk, fields: LeadFields): Promise<string> {
  const result = await createLead(desk.ctx, { teamId: desk.teamId, fields });
  if (result.kind !== "written") throw new Error(`not written: ${result.kind}`);
  return result.leadId;
}

describe("leads", () => {
  it("adds a lead with the zone of its ZIP code, changes it, and tells a taken number", async () => {
    const leadId = await addLead(mine, fieldsOf({ postalCode: "32501", state: "Florida" }));
    expect(await getLead(mine.ctx, leadId)).toMatchObject({
      phone: "+12055550101",
      timezone: "America/Chicago",
      timezone_source: "zip",
      state: "FL",
    });
    const edit = {
      leadId,
      values: { timezone: "America/Denver", notes: "Asks for Joe.", state: "" },
      seen: { timezone: "America/Chicago", notes: null, state: "FL" },
    };
    expect(await editLead(mine.ctx, edit)).toMatchObject({ kind: "saved" });
    expect(await getLead(mine.ctx, leadId)).toMatchObject({
      timezone: "America/Denver",
      timezone_source: "staff",
      notes: "Asks for Joe.",
      state: null,
    });
    const second = await createLead(mine.ctx, { teamId: mine.teamId, fields: fieldsOf({}) });
    expect(second).toEqual({ kind: "duplicate_phone" });
  });

  it("searches words and phone digits, and takes wildcards literally", async () => {
    await addLead(mine, fieldsOf({ companyName: "100% Cool_Air", phone: "(303) 555-0177" }));
    const find = async (search: string) => {
      const page = await listLeads(mine.ctx, queryOf(mine, { filters: { search } }));
      return page.rows.map((row) => row.company_name);
    };
    expect(await find("cool 100%")).toEqual(["100% Cool_Air"]);
    expect(await find("ace.example cool")).toEqual(["100% Cool_Air"]);
    expect(await find("denver cool")).toEqual([]);
    expect(await find('cool, "bear\\')).toEqual([]);
    expect(await find("(303) 555")).toEqual(["100% Cool_Air"]);
    expect(await find("%e")).toEqual([]);
    expect(await find("cool_a")).toEqual(["100% Cool_Air"]);
    expect(await find("a_e")).toEqual([]);
    expect(await find('a",b)(\\')).toEqual([]);
  });

  it("pages without losing or repeating a lead, and counts them apart", async () => {
    for (let index = 0; index < 7; index += 1) {
      await addLead(mine, fieldsOf({ companyName: "Same", phone: `404-555-01${10 + index}` }));
    }
    const filters = { search: "same" };
    const seen: string[] = [];
    let cursor: LeadQuery["cursor"] = null;
    for (let page = 0; page < 4; page += 1) {
      const query = queryOf(mine, { filters, cursor, pageSize: 2 });
      const result = await listLeads(mine.ctx, query);
      expect(result.hasPrevious).toBe(page > 0);
      expect(result.hasNext).toBe(page < 3);
      seen.push(...result.rows.map((row) => row.id));
      cursor = { side: "after", leadId: seen.at(-1) ?? "" };
    }
    expect(new Set(seen).size).toBe(7);
    const beyond = await listLeads(mine.ctx, queryOf(mine, { filters, cursor }));
    expect(beyond).toEqual({ rows: [], hasPrevious: true, hasNext: false });
    const count = await countLeads(mine.ctx, { teamId: mine.teamId, filters });
    expect(count).toEqual({ count: 7, isExact: true });
  });

  it("neither shows nor changes nor deletes another team's lead", async () => {
    const leadId = await addLead(theirs, fieldsOf({ companyName: "Theirs" }));
    expect(await getLead(mine.ctx, leadId)).toBeUndefined();
    expect((await listLeads(mine.ctx, queryOf(theirs))).rows).toEqual([]);
    const edit = { leadId, values: { notes: "Mine." }, seen: { notes: null } };
    await expect(editLead(mine.ctx, edit)).rejects.toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    const action = { kind: "delete" as const };
    const selection = { kind: "ids" as const, leadIds: [leadId] };
    const input = { teamId: mine.teamId, selection, action };
    expect(await startLeadAction(mine.ctx, input)).toMatchObject({ total: 0 });
    const foreign = createLead(mine.ctx, {
      teamId: theirs.teamId,
      fields: fieldsOf({ phone: "205-555-0199" }),
    });
    await expect(foreign).rejects.toThrow(expect.objectContaining({ code: "forbidden" }));
  });

  it("filters what needs a decision and takes it back into the queue", async () => {
    const leadId = await addLead(mine, fieldsOf({ phone: "205-555-0133", companyName: "Doubt" }));
    await pool.query("update leads set review_reason = 'Unclear.' where id = $1", [leadId]);
    const review = await listLeads(mine.ctx, queryOf(mine, { filters: { review: true } }));
    expect(review.rows.map((row) => row.id)).toEqual([leadId]);
    await startLeadAction(mine.ctx, {
      teamId: mine.teamId,
      selection: { kind: "ids", leadIds: [leadId] },
      action: { kind: "requeue" },
    });
    expect(await getLead(mine.ctx, leadId)).toMatchObject({
      review_reason: null,
      status: "pending",
    });
  });
});

describe("imports", () => {
  const rows = [
    ["Bay Cooling", "(251) 555-0101", "info@bay.example", "36602", "4.5"],
    ["", "(251) 555-0102", "b@bay.example", "36602", ""],
    ["Bay Cooling 2", "251.555.0101", "c@bay.example", "", ""],
    ["Dan's \0 Heat\uD800", "251-555-0104", "d@bay.example", "36602-1234", "x\0"],
  ];

  it("adds up, keeps what it refused with the reason, and takes a repeated chunk once", async () => {
    const { importId } = await startImport(mine.ctx, {
      teamId: mine.teamId,
      fileName: "bay.csv",
      totalRows: rows.length,
      columns: COLUMNS,
      consent: { basis: "written", note: null },
    });
    const chunk = (from: number, to: number) => ({
      importId,
      firstRow: from + 1,
      rows: rows.slice(from, to),
    });
    const half = { processedRows: 2, createdCount: 1, skippedCount: 0, refusedCount: 1 };
    expect(await importRows(mine.ctx, chunk(0, 2))).toMatchObject(half);
    expect(await importRows(mine.ctx, chunk(0, 2))).toMatchObject(half);
    expect(await importRows(mine.ctx, chunk(2, 4))).toMatchObject({
      processedRows: 4,
      createdCount: 2,
      skippedCount: 1,
      refusedCount: 1,
    });
    const { headers, refusals } = await listRefusals(mine.ctx, importId);
    expect(headers).toEqual(["Company", "Phone", "E-mail", "ZIP", "Rating"]);
    expect(refusals).toEqual([
      {
        rowNumber: 2,
        isDuplicate: false,
        reason: "The company name is missing.",
        fields: {
          Company: "",
          Phone: "(251) 555-0102",
          "E-mail": "b@bay.example",
          ZIP: "36602",
          Rating: "",
        },
      },
      expect.objectContaining({ rowNumber: 3, isDuplicate: true }),
    ]);
    const found = await pool.query(
      "select company_name, timezone, timezone_source, custom from leads where import_id = $1 order by 1",
      [importId],
    );
    expect(found.rows).toEqual([
      {
        company_name: "Bay Cooling",
        timezone: "America/Chicago",
        timezone_source: "zip",
        custom: { Rating: "4.5" },
      },
      {
        company_name: "Dan's Heat",
        timezone: "America/Chicago",
        timezone_source: "zip",
        custom: { Rating: "x" },
      },
    ]);
    await expect(listRefusals(theirs.ctx, importId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes no rows after it was cancelled, nor from another team", async () => {
    const start = {
      teamId: mine.teamId,
      fileName: "x.csv",
      totalRows: 4,
      columns: COLUMNS,
      consent: null,
    };
    const { importId } = await startImport(mine.ctx, start);
    const chunk = { importId, firstRow: 1, rows };
    await expect(importRows(theirs.ctx, chunk)).rejects.toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    await cancelImport(mine.ctx, importId);
    await expect(importRows(mine.ctx, chunk)).rejects.toThrow(
      expect.objectContaining({ code: "conflict" }),
    );
  });
});

describe("overview and appointments", () => {
  it("counts leads by status, also where there are none", async () => {
    const overview = await getAutomationOverview(theirs.ctx, { teamId: theirs.teamId });
    expect(overview).toMatchObject({
      leadsByStatus: { pending: 1, calling: 0, no_answer: 0, scheduled: 0, not_interested: 0 },
      inReviewCount: 0,
      attemptCount: 0,
      costUsd: 0,
      openCalls: [],
      runs: [],
    });
  });

  it("divides appointments at the end of the demo, by business time", async () => {
    await pool.query(
      `insert into appointments (team_id, cal_booking_uid, start_time, end_time, status, last_event_at)
       values ($1, 'over', '2026-03-03T15:00Z', '2026-03-03T15:30Z', 'accepted', now()),
         ($1, 'running', '2026-03-03T15:45Z', '2026-03-03T16:15Z', 'accepted', now()),
         ($1, 'later', '2026-03-04T15:45Z', '2026-03-04T16:15Z', 'pending', now())`,
      [mine.teamId],
    );
    const list = (when: "upcoming" | "past") =>
      listAppointments(mine.ctx, { teamId: mine.teamId, when, page: 1, pageSize: 20 });
    expect((await list("upcoming")).rows.map((row) => row.status)).toEqual(["accepted", "pending"]);
    expect(await list("past")).toMatchObject({ total: 1, rows: [{ companyName: undefined }] });
    const foreign = await listAppointments(theirs.ctx, {
      teamId: mine.teamId,
      when: "upcoming",
      page: 1,
      pageSize: 20,
    });
    expect(foreign.total).toBe(0);
  });

  it("follows a moved demo both ways, narrows by what is shown, and keeps to a week", async () => {
    const { rows } = await pool.query(
      `insert into appointments (team_id, cal_booking_uid, previous_uid, start_time, end_time, status, is_no_show,
         last_event_at)
       values ($1, 'first', null, '2026-05-04T15:00Z', '2026-05-04T15:30Z', 'rescheduled', false, now()),
         ($1, 'second', 'first', '2026-05-06T15:00Z', '2026-05-06T15:30Z', 'accepted', false, now()),
         ($1, 'missed', null, '2026-05-07T15:00Z', '2026-05-07T15:30Z', 'accepted', true, now()),
         ($1, 'beyond', null, '2026-05-11T15:00Z', '2026-05-11T15:30Z', 'accepted', false, now())
       returning id`,
      [mine.teamId],
    );
    const week = { teamId: mine.teamId, from: "2026-05-04T00:00:00Z", to: "2026-05-11T00:00:00Z" };
    const all = await listAppointmentsBetween(mine.ctx, week);
    expect(all.rows.map((row) => [row.movedFrom, row.movedTo].map(toIso))).toEqual([
      [undefined, "2026-05-06T15:00:00.000Z"],
      ["2026-05-04T15:00:00.000Z", undefined],
      [undefined, undefined],
    ]);
    const accepted = await listAppointmentsBetween(mine.ctx, { ...week, status: "accepted" });
    expect(accepted.rows.map((row) => row.id)).toEqual([rows[1].id]);
    const missed = await listAppointmentsBetween(mine.ctx, { ...week, status: "no_show" });
    expect(missed.rows.map((row) => row.id)).toEqual([rows[2].id]);
    expect((await listAppointmentsBetween(theirs.ctx, week)).total).toBe(0);
    const input = { appointmentId: String(rows[0].id) };
    expect(await getAppointment(mine.ctx, input)).toMatchObject({ status: "rescheduled" });
    expect(await getAppointment(theirs.ctx, input)).toBeNull();
  });
});

function toIso(at: string | undefined): string | undefined {
  return at && new Date(at).toISOString();
}
