import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import { previewPolicy } from "@/lib/services/automation/preview";
import {
  type CallingRule,
  confirmRegistrations,
  listCallingRules,
  resetCallingRule,
  saveCallingRule,
} from "@/lib/services/calling-rules";
import { attestImportConsent } from "@/lib/services/consents";
import {
  addTeamHoliday,
  listHolidays,
  listTeamHolidays,
  removeTeamHoliday,
} from "@/lib/services/holidays";
import { importRows } from "@/lib/services/imports/rows";
import { startImport } from "@/lib/services/imports/start";
import { startLeadAction } from "@/lib/services/leads/bulk";
import { writeSuppressionsCsv } from "@/lib/services/suppression-export";
import { importSuppressionRows } from "@/lib/services/suppression-import";
import {
  addSuppressions,
  listSuppressions,
  removeSuppression,
  type SuppressionQuery,
} from "@/lib/services/suppressions";
import { consentText } from "@/lib/utils/consent-texts";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import { startTestSupabase, type TestSupabase } from "../../../local/database/test-database";
import { openPool, openTestDatabase } from "../../support/database";

// A Tuesday, 11 AM in New York.
const IMPORT_COLUMNS: ColumnMapping[] = [
  { header: "Company", target: "companyName" },
  { header: "Phone", target: "phone" },
  { header: "E-mail", target: "email" },
];

const NOW = new Date("2026-03-03T16:00:00Z");

const database = await openTestDatabase();
const pool = openPool(database);
let supabase: TestSupabase;
let teamId: string;
let admin: ServiceContext;
let member: ServiceContext;
let viewer: ServiceContext;

const forbidden = expect.objectContaining({ code: "forbidden" });
const notFound = expect.objectContaining({ code: "not_found" });

beforeAll(async () => {
  supabase = await startTestSupabase(database);
  const team = await pool.query("insert into teams (name) values ('Compliance') returning id");
  teamId = String(team.rows[0].id);
  admin = await join("admin");
  member = await join("member");
  viewer = await join("viewer");
});
afterAll(() => supabase.stop());

/** Signs a new person in, with a role in the team. */
async function join(role: "admin" | "member" | "viewer"): Promise<ServiceContext> {
  const userId = randomUUID();
  const email = `${role}@compliance.example`;
  await pool.query("insert into auth.users (id, email) values ($1, $2)", [userId, email]);
  await pool.query(
    "insert into team_members (team_id, user_id, email, role) values ($1, $2, $3, $4)",
    [teamId, userId, email, role],
  );
  const token = await new SignJWT({ role: "authenticated", email })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  const db = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
  return { db, actor: { kind: "user", userId }, log: console, now: () => NOW };
}

function queryOf(changes: Partial<SuppressionQuery> = {}): SuppressionQuery {
  return { teamId, channel: null, search: "", page: 1, pageSize: 50, ...changes };
}

async function addLead(phone: string, state: string, timezone: string): Promise<string> {
  const { rows } = await pool.query(
    `insert into leads (team_id, company_name, phone, email, state, states, timezone, timezone_source)
     values ($1, 'Lead', $2, $3, $4, array[$4], $5, 'state') returning id`,
    [teamId, phone, `${phone.slice(1)}@lead.example`, state, timezone],
  );
  return String(rows[0].id);
}

async function ruleOf(state: string): Promise<CallingRule> {
  const rule = (await listCallingRules(viewer, { teamId })).find((each) => each.state === state);
  if (!rule) throw new Error(`no rule for ${state}`);
  return rule;
}

describe("the do-not-call list", () => {
  it("takes a list in chunks whose figures add up, also when a chunk comes twice", async () => {
    const texts = ["(205) 555-0101", "205.555.0101", "ann@co.example", "nobody", ""];
    const rows = texts.map((text, index) => ({ rowNumber: index + 1, text }));
    const chunk = { teamId, reason: "Old list", rows };
    expect(await importSuppressionRows(member, chunk)).toEqual({
      addedCount: 2,
      knownCount: 1,
      unreadable: [
        { rowNumber: 4, reason: '"nobody" is not a phone number.' },
        { rowNumber: 5, reason: "The line is empty." },
      ],
    });
    expect(await importSuppressionRows(member, chunk)).toMatchObject({
      addedCount: 0,
      knownCount: 3,
    });
  });

  it("finds digits and parts of an address, by channel", async () => {
    const find = async (changes: Partial<SuppressionQuery>) =>
      (await listSuppressions(viewer, queryOf(changes))).rows.map((row) => row.address);
    expect(await find({ search: "(205) 555" })).toEqual(["+12055550101"]);
    expect(await find({ search: "ANN@" })).toEqual(["ann@co.example"]);
    expect(await find({ channel: "phone" })).toEqual(["+12055550101"]);
    expect(await find({ channel: "phone", search: "ann" })).toEqual([]);
    expect(await listSuppressions(viewer, queryOf({ page: 9 }))).toEqual({ rows: [], total: 2 });
  });

  it("lets members add, only admins remove, and viewers look", async () => {
    const entry = {
      teamId,
      addresses: [{ channel: "email" as const, address: "bob@co.example" }],
      reason: "Asked by letter",
      source: "staff" as const,
    };
    await expect(addSuppressions(viewer, entry)).rejects.toThrow(forbidden);
    expect(await addSuppressions(member, entry)).toEqual({ addedCount: 1 });
    const { rows } = await listSuppressions(viewer, queryOf({ search: "bob" }));
    const [bob] = rows;
    if (!bob || member.actor.kind !== "user") throw new Error("nothing added");
    expect(bob).toMatchObject({ createdBy: member.actor.userId, reason: "Asked by letter" });
    const removal = { teamId, suppressionId: bob.id };
    await expect(removeSuppression(member, removal)).rejects.toThrow(notFound);
    await removeSuppression(admin, removal);
    await expect(removeSuppression(admin, removal)).rejects.toThrow(notFound);
  });

  it("exports everything as a file that runs no formula", async () => {
    await addSuppressions(member, {
      teamId,
      addresses: [{ channel: "phone", address: "+442079460958" }],
      reason: "=cmd|calc",
      source: "staff",
    });
    let text = "";
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for await (const part of writeSuppressionsCsv(viewer, { teamId })) {
      text += decoder.decode(part, { stream: true });
    }
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("\uFEFFAddress,Channel,Reason,Source,Since");
    expect(text.lastIndexOf("\uFEFF")).toBe(0);
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 4))).toEqual([
      ["(205) 555-0101", "phone", "Old list", "import"],
      ["'+442079460958", "phone", "'=cmd|calc", "staff"],
      ["ann@co.example", "email", "Old list", "import"],
      [""],
    ]);
  });

  it("suppresses number and address of leads", async () => {
    const leadId = await addLead("+13055550140", "FL", "America/New_York");
    const input = {
      teamId,
      selection: { kind: "ids" as const, leadIds: [leadId, randomUUID()] },
      action: { kind: "suppress" as const, reason: "Said so" },
    };
    await expect(startLeadAction(viewer, input)).rejects.toThrow(forbidden);
    expect(await startLeadAction(member, input)).toMatchObject({ total: 1, changed: 1 });
    const { total } = await listSuppressions(viewer, queryOf({ search: "13055550140" }));
    expect(total).toBe(2);
  });
});

describe("consent", () => {
  it("is attested for leads with the wording and who said so, not by viewers", async () => {
    const leadId = await addLead("+13055550141", "FL", "America/New_York");
    const input = {
      teamId,
      selection: { kind: "ids" as const, leadIds: [leadId] },
      action: { kind: "attest" as const, consent: { basis: "written" as const, note: null } },
    };
    await expect(startLeadAction(viewer, input)).rejects.toThrow(forbidden);
    expect(await startLeadAction(member, input)).toMatchObject({ changed: 1, isFinished: true });
    const { rows } = await pool.query(
      `select l.consent_basis, c.text_shown, c.note, c.attested_by, c.attested_at
       from leads l join consents c on c.id = l.consent_id where l.id = $1`,
      [leadId],
    );
    expect(rows).toEqual([
      {
        consent_basis: "written",
        text_shown: consentText("written", "leads"),
        note: null,
        attested_by: member.actor.kind === "user" ? member.actor.userId : "",
        attested_at: NOW,
      },
    ]);
  });

  it.each([
    [{ basis: "other", note: "Contract 12" } as const, "other"],
    [null, null],
  ])("of an import is that of its leads: %j", async (consent, basis) => {
    const phone = consent ? "614-555-0150" : "614-555-0151";
    const start = { teamId, fileName: "list.csv", totalRows: 1, columns: IMPORT_COLUMNS, consent };
    await expect(startImport(viewer, start)).rejects.toThrow(forbidden);
    const { importId } = await startImport(member, start);
    await importRows(member, {
      importId,
      firstRow: 1,
      rows: [["Ace", phone, "ace@co.example"]],
    });
    const { rows } = await pool.query(
      `select l.consent_basis, c.text_shown, c.note
       from leads l left join consents c on c.id = l.consent_id where l.import_id = $1`,
      [importId],
    );
    const text = consent ? consentText("other", "file") : null;
    expect(rows).toEqual([{ consent_basis: basis, text_shown: text, note: consent?.note ?? null }]);
  });

  it("of an import can come later, for all of its leads", async () => {
    const start = {
      teamId,
      fileName: "later.csv",
      totalRows: 1,
      columns: IMPORT_COLUMNS,
      consent: null,
    };
    const { importId } = await startImport(member, start);
    await pool.query(
      `insert into leads (team_id, import_id, company_name, phone, email)
       select $1, $2, 'Later', '+1614555016' || n, 'l@co.example' from generate_series(1, 3) n`,
      [teamId, importId],
    );
    const consent = { basis: "oral", note: null } as const;
    await expect(attestImportConsent(viewer, { teamId, importId, consent })).rejects.toThrow(
      forbidden,
    );
    await attestImportConsent(member, { teamId, importId, consent });
    const { rows } = await pool.query(
      "select distinct consent_basis, consent_id is not null as is_linked from leads where import_id = $1",
      [importId],
    );
    expect(rows).toEqual([{ consent_basis: "oral", is_linked: true }]);
  });
});

describe("calling rules", () => {
  it("hold the defaults with their sources until an admin decides, with a preview before", async () => {
    await pool.query(
      "update settings set automation_enabled = true, calling_days = '{1,2,3,4,5}' where team_id = $1",
      [teamId],
    );
    const florida = await ruleOf("FL");
    expect(florida).toMatchObject({ isAllowed: false, needsRegistration: true, own: undefined });
    expect(florida.source).toContain("Fla. Stat.");
    expect(florida.leadCount).toBeGreaterThan(0);
    const rule = { state: "FL", ...florida.policy, is_allowed: true, reason: "Registered" };
    expect(await previewPolicy(viewer, { teamId, changes: { rules: [rule] } })).toMatchObject({
      dueBefore: 0,
      gained: 1,
      lost: 0,
      gainedWhere: [{ state: "FL", timezone: "America/New_York", count: 1 }],
    });

    await expect(saveCallingRule(member, { teamId, rule })).rejects.toThrow(forbidden);
    await saveCallingRule(admin, { teamId, rule });
    await saveCallingRule(admin, { teamId, rule: { ...rule, weekday_start: "12:00" } });
    expect(await ruleOf("FL")).toMatchObject({
      isAllowed: true,
      policy: { weekday_start: "12:00" },
      default: { weekday_start: "08:00" },
      own: { reason: "Registered" },
    });
    const back = await previewPolicy(viewer, { teamId, changes: { rules: [{ state: "FL" }] } });
    expect(back).toMatchObject({ gained: 0, lost: 0 });
  });

  it("confirm registrations for several states, changed ones included, and go back", async () => {
    const confirmation = { teamId, states: ["FL", "AL", "OH"], reason: "No. 77, bonded" };
    await expect(confirmRegistrations(member, confirmation)).rejects.toThrow(forbidden);
    await confirmRegistrations(admin, confirmation);
    for (const state of confirmation.states) {
      expect(await ruleOf(state)).toMatchObject({
        isAllowed: true,
        own: { reason: "No. 77, bonded" },
      });
    }
    expect((await ruleOf("FL")).policy.weekday_start).toBe("12:00");
    await expect(resetCallingRule(member, { teamId, state: "AL" })).rejects.toThrow(notFound);
    await resetCallingRule(admin, { teamId, state: "AL" });
    expect(await ruleOf("AL")).toMatchObject({ isAllowed: false, own: undefined });
  });
});

describe("holidays", () => {
  it("show the law's and the team's own; only admins change these", async () => {
    const federal = await listHolidays(viewer, { year: 2026 });
    expect(federal).toContainEqual(
      expect.objectContaining({ day: "2026-07-04", scope: "US", name: "Independence Day" }),
    );
    const day = { teamId, day: "2026-12-24", name: "Company holiday" };
    await expect(addTeamHoliday(member, day)).rejects.toThrow(forbidden);
    expect(await addTeamHoliday(admin, day)).toEqual({ kind: "added" });
    expect(await addTeamHoliday(admin, day)).toEqual({ kind: "already_there" });
    const [added] = await listTeamHolidays(viewer, { teamId });
    if (!added) throw new Error("nothing added");
    expect(added).toMatchObject({ day: "2026-12-24", name: "Company holiday" });
    const removal = { teamId, holidayId: added.id };
    await expect(removeTeamHoliday(member, removal)).rejects.toThrow(notFound);
    await removeTeamHoliday(admin, removal);
    expect(await listTeamHolidays(viewer, { teamId })).toEqual([]);
  });
});
