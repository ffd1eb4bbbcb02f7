import { expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { type Columns, createLead, createTeam, insertRow } from "../support/database-actors";
import { claim, minutesLater, NOW } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 2);

interface Case {
  readonly lead?: Columns;
  readonly settings?: Columns;
  /** How many minutes ago the lead's number was dialled. */
  readonly calls?: readonly number[];
  /** States that the team has confirmed its registration for. */
  readonly registered?: readonly string[];
}

/** Whether a run at `NOW` takes the lead: what the law and the team say, not what the gates say of themselves. */
async function isClaimed({ lead = {}, settings = {}, calls = [], registered = [] }: Case) {
  const team = await createTeam(pool, settings);
  for (const state of registered) {
    await insertRow(pool, "team_calling_rules", {
      team_id: team,
      state,
      weekday_start: "08:00",
      weekday_end: "21:00",
      allows_holidays: false,
      max_attempts_24h: state === "FL" ? 3 : null,
      is_allowed: true,
      reason: "Registered.",
    });
  }
  const { id, phone } = await createLead(pool, team, lead);
  for (const minutes of calls) {
    await insertRow(pool, "calls", {
      team_id: team,
      lead_id: id,
      company_name: "Northside Heating",
      phone,
      attempt: 1,
      state: "ended",
      outcome: "no_answer",
      claimed_at: minutesLater(-minutes),
      settled_at: NOW,
    });
  }
  return (await claim(pool, team)).length === 1;
}

const WRITTEN_ONLY = { accepted_consent_bases: ["written"] };
const NO_LIMIT = { max_attempts_per_number_24h: 10 };
const asked = { callback_at: minutesLater(-1) };

test.each<[string, Case, boolean]>([
  ["with consent on record", {}, true],
  ["without consent", { lead: { consent_basis: null } }, false],
  [
    "with a basis that the team does not accept",
    { lead: { consent_basis: "oral" }, settings: WRITTEN_ONLY },
    false,
  ],
  ["with a basis that the team accepts", { lead: { consent_basis: "oral" } }, true],
  ["without a time zone", { lead: { timezone: null, timezone_source: null } }, false],
  ["in a state that asks for a registration", { lead: { states: ["TX"] } }, false],
  [
    "in such a state once that is confirmed",
    { lead: { states: ["TX"] }, registered: ["TX"] },
    true,
  ],
  [
    "in two such states of which one is confirmed",
    { lead: { states: ["FL", "TX"] }, registered: ["TX"] },
    false,
  ],
  ["whose number was dialled 59 minutes ago", { calls: [59] }, false],
  ["whose number was dialled an hour ago", { calls: [60] }, true],
  ["who asked to be called again half an hour after a call", { lead: asked, calls: [30] }, true],
  ["who asked, after two calls in 24 hours", { lead: asked, calls: [30, 600] }, false],
  [
    "called three times in 24 hours where the state has no limit",
    { calls: [100, 200, 300], settings: NO_LIMIT },
    true,
  ],
  [
    "called three times in 24 hours in Florida",
    { lead: { states: ["FL"] }, calls: [100, 200, 300], settings: NO_LIMIT, registered: ["FL"] },
    false,
  ],
])("a lead %s", async (_, given, expected) => {
  expect(await isClaimed(given)).toBe(expected);
});
