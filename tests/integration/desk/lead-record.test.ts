import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { editLead } from "@/lib/services/leads/edit";
import { addLeadNote, changeLeadNote, deleteLeadNote } from "@/lib/services/leads/notes";
import { getLeadRecord } from "@/lib/services/leads/record";
import { getLeadTimeline, type TimelineEntry } from "@/lib/services/leads/timeline";
import { startDeskRig } from "./desk-rig";

const NOW = new Date("2026-03-03T16:00:00Z");
const rig = await startDeskRig(NOW);
let teamId: string;
let member: ServiceContext;
let colleague: ServiceContext;
let viewer: ServiceContext;
let stranger: ServiceContext;
let leadId: string;

beforeAll(async () => {
  teamId = await rig.addTeam("Records");
  member = await rig.joinAs("member", teamId);
  colleague = await rig.joinAs("member", teamId);
  viewer = await rig.joinAs("viewer", teamId);
  stranger = await rig.joinAs("admin", await rig.addTeam("Strangers"));
  leadId = await addLead("+12055550101");
});
afterAll(() => rig.stop());

async function addLead(phone: string): Promise<string> {
  const { rows } = await rig.pool.query(
    "insert into leads (team_id, company_name, phone, email) values ($1, 'Ace Air', $2, 'a@ace.example') returning id",
    [teamId, phone],
  );
  return rows[0].id;
}

async function readWhole(lead: string, as = member): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let page = await getLeadTimeline(as, { leadId: lead, before: null });
  entries.push(...page.entries);
  while (page.next) {
    page = await getLeadTimeline(as, { leadId: lead, before: page.next });
    entries.push(...page.entries);
  }
  return entries;
}

describe("the timeline of a lead", () => {
  it("tells from every source who did what, the latest first", async () => {
    const lead = await addLead("+12055550102");
    const user = member.actor.kind === "user" ? member.actor.userId : "";
    await editLead(member, { leadId: lead, values: { city: "Mobile" }, seen: { city: null } });
    await rig.pool.query(
      `with run as (
         insert into automation_runs (team_id, trigger, started_at, started_by) values ($1, 'manual', $4, $3) returning id
       ), a_call as (
         insert into calls (team_id, lead_id, run_id, company_name, phone, attempt, state, outcome, claimed_at, settled_at, reserved_usd, spend_day, summary)
         select $1, $2, run.id, 'Ace Air', '+12055550102', 1, 'ended', 'voicemail', $4::timestamptz - interval '1 hour', $4, 1, $4::date, 'Left a message.' from run
       ), mail as (
         insert into emails (team_id, lead_id, kind, to_email, dedupe_key, variables, state, last_error, next_attempt_at)
         values ($1, $2, 'no_answer_follow_up', 'a@ace.example', 'one', '{}', 'failed', 'Refused.', $4::timestamptz - interval '30 minutes')
       ), consent as (
         insert into consents (team_id, lead_id, phone, basis, text_shown, attested_by, attested_at)
         values ($1, $2, '+12055550102', 'written', 'I attest.', $3, $4::timestamptz - interval '2 hours')
       )
       insert into suppressions (team_id, channel, address, reason, source, created_by, suppressed_at)
       values ($1, 'phone', '+12055550102', 'Asked.', 'staff', $3, $4::timestamptz - interval '10 minutes')`,
      [teamId, lead, user, NOW.toISOString()],
    );
    await addLeadNote(member, {
      teamId,
      leadId: lead,
      body: "Call after lunch.",
      notedAt: "2026-03-03T15:58:00Z",
    });
    const told = (await readWhole(lead)).map(({ kind, isMine }) => [kind, isMine]);
    // The lead itself was created by the test, by the database's own clock.
    expect(told.filter(([kind]) => kind !== "lead.created")).toEqual([
      ["lead.edited", true],
      ["note", true],
      ["suppression.added", true],
      ["email.failed", false],
      ["call", true],
      ["consent.attested", true],
    ]);
    const others = await getLeadTimeline(colleague, { leadId: lead, before: null });
    expect(others.entries.some(({ isMine }) => isMine)).toBe(false);
    expect(others.entries.find(({ kind }) => kind === "call")).toMatchObject({
      actor: "user",
      userEmail: `${user}@team.example`,
      detail: { outcome: "voicemail", summary: "Left a message." },
    });
  });

  it("loses and repeats nothing between pages, entries of one instant included", async () => {
    const lead = await addLead("+12055550103");
    await rig.pool.query(
      `insert into lead_notes (team_id, lead_id, body, noted_at)
       select $1, $2, 'Note ' || n, $3::timestamptz - (n / 30) * interval '1 minute' from generate_series(1, 95) n`,
      [teamId, lead, NOW.toISOString()],
    );
    await rig.pool.query(
      `insert into activity (team_id, lead_id, actor, kind, happened_at)
       select $1, $2, 'system', 'later.kind', $3::timestamptz - (n / 30) * interval '1 minute' from generate_series(1, 35) n`,
      [teamId, lead, NOW.toISOString()],
    );
    const entries = await readWhole(lead);
    expect(entries.filter(({ kind }) => kind === "note")).toHaveLength(95);
    expect(entries.filter(({ kind }) => kind === "other")).toHaveLength(35);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    const times = entries.map(({ happenedAt }) => Date.parse(happenedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("is nobody else's", async () => {
    expect(await readWhole(leadId, stranger)).toEqual([]);
    expect(await getLeadRecord(stranger, { leadId })).toBeUndefined();
    expect((await readWhole(leadId, viewer)).length).toBeGreaterThan(0);
  });
});

describe("what is on record about a lead", () => {
  it("names the basis that counts first, and every do-not-call entry", async () => {
    const lead = await addLead("+12055550104");
    const { rows } = await rig.pool.query(
      `insert into consents (team_id, lead_id, phone, basis, text_shown, attested_at) values
       ($1, $2, '+12055550104', 'oral', 'I attest.', '2026-03-01Z'), ($1, $2, '+12055550104', 'written', 'I attest.', '2026-03-02Z') returning id`,
      [teamId, lead],
    );
    await rig.pool.query("update leads set consent_id = $2, consent_basis = 'oral' where id = $1", [
      lead,
      rows[0].id,
    ]);
    await rig.pool.query(
      `insert into suppressions (team_id, channel, address, reason, source, suppressed_at) values
       ($1, 'phone', '+12055550104', 'Asked.', 'call', $2), ($1, 'email', 'other@ace.example', 'No.', 'staff', $2)`,
      [teamId, NOW.toISOString()],
    );
    const record = await getLeadRecord(viewer, { leadId: lead });
    expect(record?.consents.map(({ basis, is_current }) => [basis, is_current])).toEqual([
      ["oral", true],
      ["written", false],
    ]);
    expect(record?.suppressions).toEqual([
      expect.objectContaining({ channel: "phone", reason: "Asked.", suppressed_by: null }),
    ]);
    expect(record).toMatchObject({ emails: [], import: null });
  });
});

describe("notes", () => {
  it("are changed and deleted by their author alone, and put back as they were", async () => {
    const { noteId } = await addLeadNote(member, { teamId, leadId, body: "Ask for Sam." });
    await expect(changeLeadNote(colleague, { noteId, body: "Mine." })).rejects.toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    await expect(deleteLeadNote(colleague, { noteId })).rejects.toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    await changeLeadNote(member, { noteId, body: "Ask for Pat." });
    const deleted = await deleteLeadNote(member, { noteId });
    expect(deleted).toMatchObject({ leadId, body: "Ask for Pat." });
    await addLeadNote(member, { teamId, ...deleted });
    const notes = (await readWhole(leadId)).filter(({ kind }) => kind === "note");
    expect(notes).toEqual([
      expect.objectContaining({ detail: { body: "Ask for Pat." }, isMine: true }),
    ]);
    expect(Date.parse(notes[0]?.happenedAt ?? "")).toBe(NOW.getTime());
  });

  it("are not written by viewers, nor about another team's lead", async () => {
    const note = { teamId, leadId, body: "Hello." };
    await expect(addLeadNote(viewer, note)).rejects.toThrow();
    await expect(addLeadNote(stranger, note)).rejects.toThrow();
  });
});
