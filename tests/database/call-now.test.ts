import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  createLead,
  createTeam,
  insertRow,
  one,
  type Queryable,
  updateRow,
} from "../support/database-actors";
import { claim, NOW, place, read } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 12);

interface Claim {
  readonly kind: "claimed" | "held" | "already_calling";
  readonly call?: { readonly call_id: string };
  readonly call_id?: string;
  readonly answer?: { readonly binding: string };
}

async function claimNow(db: Queryable, team: string, leadId: string, now = NOW): Promise<Claim> {
  const run = one(
    await db.query<{ id: string }>("select start_automation_run($1, 'manual', $2) as id", [
      team,
      now,
    ]),
  );
  const result = await db.query<{ claim: Claim }>(
    "select claim_lead_now($1, $2, $3, now() + interval '2 minutes') as claim",
    [run.id, leadId, now],
  );
  return one(result).claim;
}

async function callsOf(leadId: string): Promise<number> {
  const result = await pool.query("select 1 from calls where lead_id = $1", [leadId]);
  return result.rows.length;
}

describe("a call by hand", () => {
  test("claims the lead as a run does: attempt, reservation, consent", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const claimed = await claimNow(pool, team, lead.id);
    expect(claimed.kind).toBe("claimed");
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "calling",
      call_attempts: 1,
    });
    const byHand = await read(pool, "calls", claimed.call?.call_id ?? "");
    const other = await createLead(pool, team);
    const [byRun] = await claim(pool, team, { now: NOW });
    expect(byRun?.lead_id).toBe(other.id);
    const same = await read(pool, "calls", byRun?.call_id ?? "");
    for (const column of [
      "state",
      "reserved_usd",
      "spend_day",
      "attempt",
      "is_dialled",
      "consent_id",
    ] as const) {
      expect(byHand?.[column], column).toEqual(same?.[column]);
    }

    await place(pool, claimed.call?.call_id ?? "");
  });

  test.each([
    ["automation", { automation_enabled: false }, {}],
    ["hours", {}, {}, "2026-03-04T04:00:00Z"],
    ["review", {}, { review_reason: "Look at it." }],
    ["callback", {}, { callback_at: "2026-03-05T16:00:00Z" }],
    ["attempts", {}, { call_attempts: 3, last_called_at: "2026-01-01T00:00:00Z" }],
    ["status", {}, { status: "not_interested" }],
    ["spend", { daily_spend_cap_usd: 0 }, {}],
  ])("is held by the gate %s, and nothing changes", async (gate, settings, columns, now = NOW) => {
    const team = await createTeam(pool, settings);
    const lead = await createLead(pool, team, columns);
    const before = await read(pool, "leads", lead.id);
    const held = await claimNow(pool, team, lead.id, now);
    expect(held).toMatchObject({ kind: "held", answer: { binding: gate } });
    expect(await read(pool, "leads", lead.id)).toEqual(before);
    expect(await callsOf(lead.id)).toBe(0);
  });

  test("is held by the do-not-call list and by a paused provider", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const pause = one(
      await insertRow<{ id: string }>(pool, "provider_pauses", {
        team_id: team,
        scope: "team",
        trouble: "cost_overrun",
        reason: "Too dear.",
        started_at: NOW,
        resume_at: "infinity",
      }),
    );
    expect(await claimNow(pool, team, lead.id)).toMatchObject({ answer: { binding: "provider" } });
    await updateRow(pool, "provider_pauses", "id", pause.id, { ended_at: NOW });
    await insertRow(pool, "suppressions", {
      team_id: team,
      channel: "phone",
      address: lead.phone,
      reason: "Asked for it.",
      source: "staff",
      suppressed_at: NOW,
    });
    expect(await claimNow(pool, team, lead.id)).toMatchObject({
      answer: { binding: "suppression" },
    });
    expect(await callsOf(lead.id)).toBe(0);
  });

  test("keeps to the limit of calls at the same time", async () => {
    const team = await createTeam(pool, { max_concurrent_calls: 1 });
    const [first, second] = [await createLead(pool, team), await createLead(pool, team)];
    expect(await claimNow(pool, team, first.id)).toMatchObject({ kind: "claimed" });
    expect(await claimNow(pool, team, second.id)).toMatchObject({
      kind: "held",
      answer: { binding: "concurrency" },
    });
  });

  test("is one call, however many people press at once, with runs in between", async () => {
    const team = await createTeam(pool, { max_concurrent_calls: 50 });
    const lead = await createLead(pool, team);
    const all = await Promise.all([
      ...Array.from({ length: 8 }, () => claimNow(pool, team, lead.id)),
      ...Array.from({ length: 3 }, () => claim(pool, team, { now: NOW })),
    ]);
    const byHand = all.filter((one) => "kind" in one && one.kind === "claimed").length;
    const byRuns = all.flatMap((one) => (Array.isArray(one) ? one : [])).length;
    expect(byHand + byRuns).toBe(1);
    expect(await callsOf(lead.id)).toBe(1);
    const told = all.filter((one) => "kind" in one && one.kind === "already_calling");
    expect(told.length).toBe(8 - byHand);
  });

  test("waits for whoever claims the same lead, and tells that it is being called", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const client = await pool.connect();
    try {
      await client.query("begin");
      const first = await claimNow(client, team, lead.id);
      const second = claimNow(pool, team, lead.id);
      await untilSomebodyWaits();
      await client.query("commit");
      expect(await second).toEqual({ kind: "already_calling", call_id: first.call?.call_id });
    } finally {
      client.release();
    }
    expect(await callsOf(lead.id)).toBe(1);
  });

  test("knows no lead of another team", async () => {
    const lead = await createLead(pool, await createTeam(pool));
    const attempt = claimNow(pool, await createTeam(pool), lead.id);
    await expect(attempt).rejects.toMatchObject({ code: "PT404" });
  });
});

/** Until a statement of this database waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
  }
}
