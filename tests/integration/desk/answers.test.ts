import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import {
  explainLead,
  explainLeads,
  getAutomationHealth,
  getWaterfall,
  resumePause,
} from "@/lib/services/automation/answers";
import { getLiveStatus } from "@/lib/services/live-status";
import { getSettings, updateSettings } from "@/lib/services/settings";
import { startDeskRig } from "./desk-rig";

/** A Tuesday, 10 AM Central and 11 AM Eastern. */
const NOW = new Date("2026-03-03T16:00:00Z");
const EVENING = new Date("2026-03-04T02:00:00Z");

const rig = await startDeskRig(NOW);
const { pool, addTeam, joinAs } = rig;
let teamId: string;
let admin: ServiceContext;
let member: ServiceContext;
let outsider: ServiceContext;

beforeAll(async () => {
  teamId = await addTeam("Answers");
  admin = await joinAs("admin", teamId);
  member = await joinAs("member", teamId);
  outsider = await joinAs("admin", await addTeam("Others"));
  await pool.query("update settings set automation_enabled = true where team_id = $1", [teamId]);
});
afterAll(() => rig.stop());

let lastNumber = 100;

/** A pending lead in Illinois, where no registration is asked for, with a consent, unless it is said otherwise. */
async function addLead(fields: Record<string, unknown> = {}): Promise<string> {
  lastNumber += 1;
  const { consent = "written", ...columns } = fields;
  const row = {
    team_id: teamId,
    company_name: `Lead ${lastNumber}`,
    phone: `+12175550${lastNumber}`,
    email: `lead${lastNumber}@hvac.example`,
    timezone: "America/Chicago",
    timezone_source: "zip",
    states: ["IL"],
    ...columns,
  };
  const names = Object.keys(row);
  const { rows } = await pool.query(
    `insert into leads (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    Object.values(row),
  );
  const leadId = String(rows[0].id);
  if (consent) {
    await pool.query(
      "insert into consents (team_id, lead_id, phone, basis, attested_at, text_shown) values ($1, $2, $3, $4, $5, 'I have their consent.')",
      [teamId, leadId, row.phone, consent, NOW],
    );
  }
  return leadId;
}

/** The closed gates of a lead by name, with what is told of them. */
async function closedGates(leadId: string, now = NOW) {
  const answer = await explainLead({ ...member, now: () => now }, { leadId });
  const closed = answer?.gates.flatMap((entry) =>
    entry.isOpen ? [] : [[entry.closed.gate, { ...entry.closed, opensAt: entry.opensAt }] as const],
  );
  return { answer, closed: Object.fromEntries(closed ?? []) };
}

describe("explaining a lead", () => {
  it("says that it is due when every gate is open", async () => {
    const leadId = await addLead();
    const { answer, closed } = await closedGates(leadId);
    expect(closed).toEqual({});
    expect(answer).toMatchObject({ isDue: true, binding: null, timezone: "America/Chicago" });
    expect(answer?.gates).toHaveLength(17);
    expect(Date.parse(answer?.nextAt ?? "")).toBe(NOW.getTime());
  });

  it("names the gate that binds, since when, and the next instant, the same for a page", async () => {
    const leadId = await addLead();
    const { answer, closed } = await closedGates(leadId, EVENING);
    expect(answer).toMatchObject({ isDue: false, binding: "hours" });
    expect(closed.hours?.facts).toEqual({ timezones: ["America/Chicago"], states: ["IL"] });
    expect(Date.parse(answer?.since ?? "")).toBeLessThan(EVENING.getTime());
    expect(answer?.nextAt).toContain("2026-03-04T16:00:00");
    const page = await explainLeads({ ...member, now: () => EVENING }, { leadIds: [leadId] });
    expect(page).toEqual([{ leadId, binding: "hours", nextAt: answer?.nextAt }]);
  });

  it("tells what only a person can change, with its facts", async () => {
    const noConsent = await closedGates(await addLead({ consent: null }));
    expect(noConsent.answer).toMatchObject({ binding: "consent", nextAt: null });
    expect(noConsent.closed.consent?.facts).toMatchObject({ basis: null });
    const note = "A toll-free number: enter a ZIP code.";
    const noZone = await closedGates(
      await addLead({ timezone: null, timezone_source: null, states: [], zone_note: note }),
    );
    expect(noZone.answer).toMatchObject({ binding: "zone", nextAt: null });
    expect(noZone.closed.zone?.facts).toEqual({ note });
    const usedUp = await closedGates(
      await addLead({ call_attempts: 3, last_called_at: new Date("2026-03-01T16:00:00Z") }),
    );
    expect(usedUp.closed.attempts?.facts).toEqual({ attempts: 3, limit: 3 });
  });

  it("holds who is suppressed, by hand and at once", async () => {
    const leadId = await addLead();
    const { error } = await member.db.rpc("suppress_lead", {
      p_lead_id: leadId,
      p_reason: "Asked us to stop",
      p_now: NOW.toISOString(),
    });
    expect(error).toBeNull();
    const { answer, closed } = await closedGates(leadId);
    expect(answer).toMatchObject({ binding: "suppression", nextAt: null });
    expect(closed.suppression?.facts).toMatchObject({ reason: "Asked us to stop" });
  });

  it("tells a stranger nothing", async () => {
    const leadId = await addLead();
    expect(await explainLead(outsider, { leadId })).toBeUndefined();
    expect(await explainLeads(outsider, { leadIds: [leadId] })).toEqual([]);
    expect(await explainLeads(member, { leadIds: [] })).toEqual([]);
  });
});

describe("the waterfall", () => {
  it("puts each lead in one place, so that the numbers add up", async () => {
    await addLead({ status: "no_answer" });
    await addLead({ review_reason: "Unclear" });
    await addLead({ last_called_at: new Date("2026-03-03T15:30:00Z"), call_attempts: 1 });
    const waterfall = await getWaterfall(member, { teamId });
    const { rows } = await pool.query("select count(*)::int as n from leads where team_id = $1", [
      teamId,
    ]);
    expect(waterfall.total).toBe(rows[0].n);
    const parts = [...Object.values(waterfall.statuses), ...Object.values(waterfall.gates)];
    expect(parts.reduce((sum, count) => sum + count, waterfall.dueCount)).toBe(waterfall.total);
    expect(waterfall.gates).toMatchObject({ consent: 1, zone: 1, suppression: 1, retry: 1 });
    expect(waterfall.teamGates).toEqual([]);
  });

  it("counts nothing for a stranger", async () => {
    expect(await getWaterfall(outsider, { teamId })).toMatchObject({ total: 0, dueCount: 0 });
  });
});

describe("health", () => {
  it("tells the spend of today and what a call reserves", async () => {
    await updateSettings(admin, {
      teamId,
      changes: { daily_spend_cap_usd: 20, max_call_minutes: 8, max_cost_per_minute_usd: 0.25 },
    });
    const { spend, pauses } = await getAutomationHealth(member, { teamId });
    expect(spend).toEqual({
      day: "2026-03-03",
      capUsd: 20,
      reservedUsd: 0,
      spentUsd: 0,
      worstCaseUsd: 2,
    });
    expect(pauses).toEqual([]);
  });

  it("shows a pause to all its teams, and lets only an admin end it", async () => {
    await pool.query(
      "select report_provider_trouble($1, null, 'out_of_credits', 'Wallet Balance Is 0.', $2)",
      [teamId, NOW],
    );
    const { pauses } = await getAutomationHealth(member, { teamId });
    const [pause] = pauses;
    expect(pause).toMatchObject({ scope: "all", trouble: "out_of_credits", occurrences: 1 });
    expect(Date.parse(pause?.resumeAt ?? "")).toBe(NOW.getTime() + 15 * 60_000);
    const paused = { scope: "all", trouble: "out_of_credits" };
    expect(await getLiveStatus(member, { teamId })).toMatchObject({ pause: paused });
    const leadId = await addLead();
    expect(await explainLead(member, { leadId })).toMatchObject({ binding: "provider" });

    const pauseId = pause?.id ?? "";
    await expect(resumePause(member, { pauseId })).rejects.toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
    expect(await resumePause(admin, { pauseId })).toEqual({ wasPaused: true });
    expect(await resumePause(admin, { pauseId })).toEqual({ wasPaused: false });
    expect((await getAutomationHealth(member, { teamId })).pauses).toEqual([]);
    expect((await getLiveStatus(member, { teamId })).pause).toBeUndefined();
    expect(await explainLead(member, { leadId })).toMatchObject({ isDue: true });
  });

  it("keeps a team's own pause from the others, and without an end until somebody ends it", async () => {
    await pool.query(
      "select report_provider_trouble($1, null, 'cost_overrun', 'A call cost $9.', $2)",
      [teamId, NOW],
    );
    const [pause] = (await getAutomationHealth(member, { teamId })).pauses;
    expect(pause).toMatchObject({ scope: "team", resumeAt: null });
    await expect(resumePause(outsider, { pauseId: pause?.id ?? "" })).rejects.toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
    expect(await resumePause(admin, { pauseId: pause?.id ?? "" })).toEqual({ wasPaused: true });
  });
});

describe("limits", () => {
  it("keeps the new ones, and changes them for admins alone", async () => {
    const changes = { min_gap_minutes: 90, accepted_consent_bases: ["written" as const] };
    await expect(updateSettings(member, { teamId, changes })).rejects.toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
    await updateSettings(admin, { teamId, changes });
    expect(await getSettings(member, { teamId })).toMatchObject(changes);
    const oral = await addLead({ consent: "oral" });
    expect((await closedGates(oral)).closed.consent?.facts).toEqual({
      basis: "oral",
      accepted: ["written"],
    });
  });
});
