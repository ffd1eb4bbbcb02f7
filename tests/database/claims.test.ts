import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  createLead,
  createTeam,
  inTransaction,
  one,
  type Queryable,
} from "../support/database-actors";
import {
  applyBooking,
  type Claim,
  claim,
  claimOne,
  minutesLater,
  NOW,
  read,
} from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 20);

async function createLeads(teamId: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await createLead(pool, teamId);
}

/** So many runs of one team at the same time, each on a connection of its own. */
async function claimAtOnce(teamId: string, runs: number, now = NOW): Promise<Claim[]> {
  const results = await Promise.all(
    Array.from({ length: runs }, () => claim(pool, teamId, { now })),
  );
  return results.flat();
}

async function statusCounts(teamId: string): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; n: number }>(
    "select status, count(*)::int as n from leads where team_id = $1 group by status",
    [teamId],
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.n]));
}

async function endAllCalls(teamId: string): Promise<void> {
  await pool.query(
    `select settle_call(id, '{"rank": 1, "report_at": "2026-03-03T16:01:00Z", "outcome": "not_interested"}', $2)
     from calls where team_id = $1 and state in ('claimed', 'placing', 'placed')`,
    [teamId, minutesLater(1)],
  );
}

describe("twenty overlapping runs", () => {
  test("claim no lead twice, and all of them together one batch", async () => {
    const team = await createTeam(pool, { max_calls_batch: 7, max_concurrent_calls: 100 });
    await createLeads(team, 30);
    const claims = await claimAtOnce(team, 20);
    expect(claims).toHaveLength(7);
    expect(new Set(claims.map((row) => row.lead_id)).size).toBe(7);
    expect(await statusCounts(team)).toEqual({ calling: 7, pending: 23 });
    const { rows } = await pool.query(
      "select count(*)::int as calls, count(distinct lead_id)::int as leads, min(attempt) as first, max(attempt) as last from calls where team_id = $1",
      [team],
    );
    expect(rows).toEqual([{ calls: 7, leads: 7, first: 1, last: 1 }]);
  });

  test("claim no more than may be in a call at once", async () => {
    const team = await createTeam(pool, { max_calls_batch: 100, max_concurrent_calls: 4 });
    await createLeads(team, 12);
    expect(await claimAtOnce(team, 20)).toHaveLength(4);
    expect(await claimAtOnce(team, 20, minutesLater(5))).toHaveLength(0);
    await endAllCalls(team);
    expect(await claimAtOnce(team, 20, minutesLater(10))).toHaveLength(4);
  });
});

describe("a batch", () => {
  test("is full until its five minutes are over; then the next leads are claimed", async () => {
    const team = await createTeam(pool, { max_calls_batch: 3, max_concurrent_calls: 100 });
    await createLeads(team, 8);
    const first = await claim(pool, team);
    await endAllCalls(team);
    expect(await claim(pool, team, { now: minutesLater(4.99) })).toEqual([]);
    const second = await claim(pool, team, { now: minutesLater(5) });
    expect(second).toHaveLength(3);
    const leads = [...first, ...second].map((row) => row.lead_id);
    expect(new Set(leads).size).toBe(6);
  });

  test("of a run by hand is not the batch of the cron", async () => {
    const team = await createTeam(pool, { max_calls_batch: 2, max_concurrent_calls: 100 });
    await createLeads(team, 6);
    expect(await claim(pool, team)).toHaveLength(2);
    expect(await claim(pool, team, { trigger: "manual" })).toHaveLength(2);
    expect(await claim(pool, team, { trigger: "manual" })).toHaveLength(0);
  });

  test("gets back what was never placed", async () => {
    const team = await createTeam(pool, { max_calls_batch: 2 });
    await createLeads(team, 4);
    const [released] = await claim(pool, team);
    await release(pool, released?.call_id);
    expect(await claim(pool, team)).toHaveLength(1);
  });

  test("takes requested callbacks first, then leads that were never called, then the longest waiting", async () => {
    const team = await createTeam(pool, { max_calls_batch: 1, max_concurrent_calls: 100 });
    const called = { call_attempts: 1 };
    const recent = await createLead(pool, team, { ...called, last_called_at: minutesLater(-300) });
    const waiting = await createLead(pool, team, { ...called, last_called_at: minutesLater(-900) });
    const fresh = await createLead(pool, team);
    const callback = await createLead(pool, team, {
      ...called,
      last_called_at: minutesLater(-30),
      callback_at: minutesLater(-1),
    });
    const order: string[] = [];
    for (const minutes of [0, 5, 10, 15]) {
      const claims = await claim(pool, team, { now: minutesLater(minutes) });
      order.push(...claims.map((row) => row.lead_id));
    }
    expect(order).toEqual([callback.id, fresh.id, waiting.id, recent.id]);
  });
});

describe("a run", () => {
  test("of one team does not touch another's leads or limits", async () => {
    const ours = await createTeam(pool, { max_calls_batch: 2 });
    const theirs = await createTeam(pool, { max_calls_batch: 3 });
    await createLeads(ours, 5);
    await createLeads(theirs, 5);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => [claim(pool, ours), claim(pool, theirs)]).flat(),
    );
    expect(results.flat()).toHaveLength(5);
    expect(await statusCounts(ours)).toEqual({ calling: 2, pending: 3 });
    expect(await statusCounts(theirs)).toEqual({ calling: 3, pending: 2 });
  });

  test("leaves out a lead that somebody is just changing, and does not wait for it", async () => {
    const team = await createTeam(pool);
    const locked = await createLead(pool, team);
    const free = await createLead(pool, team);
    await inTransaction(pool, async (editor) => {
      await editor.query("select from leads where id = $1 for update", [locked.id]);
      const claims = await inTransaction(pool, async (client) => {
        await client.query("set local lock_timeout = '2s'");
        return claim(client, team);
      });
      expect(claims.map((row) => row.lead_id)).toEqual([free.id]);
    });
  });

  test("that is rolled back has claimed nothing", async () => {
    const team = await createTeam(pool);
    await createLeads(team, 2);
    const crash = inTransaction(pool, async (client) => {
      expect(await claim(client, team)).toHaveLength(2);
      throw new Error("the process died");
    });
    await expect(crash).rejects.toThrow("the process died");
    expect(await statusCounts(team)).toEqual({ pending: 2 });
    expect(await claim(pool, team)).toHaveLength(2);
  });
});

describe("placing a claimed call", () => {
  const startPlacing = async (db: Queryable, callId: string) =>
    one(
      await db.query<{ is_mine: boolean }>(
        "select start_placing_call($1, now() + interval '1 minute') as is_mine",
        [callId],
      ),
    ).is_mine;

  test("is allowed to exactly one of ten callers", async () => {
    const team = await createTeam(pool);
    await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => startPlacing(pool, call_id)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("is allowed to nobody once the call was given back", async () => {
    const team = await createTeam(pool);
    await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    expect(await release(pool, call_id)).toBe(true);
    expect(await startPlacing(pool, call_id)).toBe(false);
    expect(await read(pool, "calls", call_id)).toMatchObject({ state: "not_placed" });
  });

  test("is known by one provider call only", async () => {
    const team = await createTeam(pool);
    await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    await startPlacing(pool, call_id);
    const attach = async (providerCallId: string) =>
      one(
        await pool.query<{ is_attached: boolean }>(
          "select attach_provider_call($1, $2, $3) as is_attached",
          [call_id, providerCallId, NOW],
        ),
      ).is_attached;
    const answers = await Promise.all([attach("one"), attach("one"), attach("two")]);
    const { provider_call_id: known } = await read(pool, "calls", call_id);
    expect(answers).toEqual(known === "one" ? [true, true, false] : [false, false, true]);
    expect(await attach(known)).toBe(true);
    expect(await release(pool, call_id)).toBe(false);
  });
});

describe("giving a claimed call back", () => {
  const before = { call_attempts: 2, last_called_at: minutesLater(-600), callback_at: null };
  const untouched = { call_attempts: 0, last_called_at: null, callback_at: null };
  const callback = { ...before, callback_at: minutesLater(-10) };

  test.each([
    ["a lead that was called before", before],
    ["a lead that was never called", untouched],
    ["a lead that asked for a time", callback],
  ])("leaves %s as it was before the claim", async (_, columns) => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team, columns);
    const { call_id } = await claimOne(pool, team);
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "calling",
      call_attempts: columns.call_attempts + 1,
      last_called_at: new Date(NOW),
      callback_at: null,
    });
    expect(await release(pool, call_id)).toBe(true);
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "pending",
      review_reason: null,
      call_attempts: columns.call_attempts,
      last_called_at: dateOrNull(columns.last_called_at),
      callback_at: dateOrNull(columns.callback_at),
    });
    expect(await read(pool, "calls", call_id)).toMatchObject({
      state: "not_placed",
      is_attempt_counted: false,
    });
  });

  test("happens once", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team, before);
    const { call_id } = await claimOne(pool, team);
    const answers = await Promise.all([release(pool, call_id), release(pool, call_id)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await read(pool, "leads", lead.id)).toMatchObject({ call_attempts: 2 });
  });

  test("for a fault of the number puts the lead before a person", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    await pool.query("select release_call($1, 'refused', $2, 'Check the number.')", [call_id, NOW]);
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "pending",
      review_reason: "Check the number.",
    });
    expect(await claim(pool, team, { now: minutesLater(30) })).toEqual([]);
  });

  test("does not forget a demo that was booked meanwhile", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    await applyBooking(pool, { uid: "by-hand", status: "accepted", attendee_phone: lead.phone });
    await release(pool, call_id);
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "scheduled" });
  });
});

async function release(db: Queryable, callId: string | undefined): Promise<boolean> {
  const result = await db.query<{ is_released: boolean }>(
    "select release_call($1, 'never placed', $2) as is_released",
    [callId, minutesLater(1)],
  );
  return one(result).is_released;
}

function dateOrNull(value: string | null): Date | null {
  return value === null ? null : new Date(value);
}
