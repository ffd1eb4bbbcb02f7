import fc from "fast-check";
import { expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createLead, createTeam, one, type Queryable } from "../support/database-actors";
import { claim, minutesLater, NOW, place, settle } from "../support/database-calls";
import { inRolledBackTransaction } from "../support/rolled-back";

const database = await openTestDatabase();
const pool = openPool(database, 10);

/** Each call reserves $2.00. */
const TWO_DOLLARS = { max_call_minutes: 4, max_cost_per_minute_usd: 0.5 };

async function spend(db: Queryable, team: string) {
  const { rows } = await db.query<{ day: string; reserved: number; spent: number }>(
    "select day::text, reserved_usd::float8 as reserved, spent_usd::float8 as spent from daily_spend where team_id = $1 order by day",
    [team],
  );
  return rows;
}

/** What the counters must be, worked out from the calls themselves. */
async function recount(db: Queryable, team: string) {
  const { rows } = await db.query(
    `select spend_day::text as day,
       sum(case when state = 'not_placed' or state = 'ended' and cost_usd is not null then 0 else reserved_usd end)::float8 as reserved,
       sum(case when state = 'ended' then coalesce(cost_usd, 0) else 0 end)::float8 as spent
     from calls where team_id = $1 group by 1 order by 1`,
    [team],
  );
  return rows;
}

async function createTeamWithLeads(
  db: Queryable,
  count: number,
  settings: object,
): Promise<string> {
  const team = await createTeam(db, {
    ...TWO_DOLLARS,
    max_calls_batch: 100,
    max_concurrent_calls: 100,
    ...settings,
  });
  for (let index = 0; index < count; index += 1) await createLead(db, team);
  return team;
}

test("only as many leads are claimed as the cap bears if each call costs the most it can", async () => {
  const team = await createTeamWithLeads(pool, 6, { daily_spend_cap_usd: 7.99 });
  const claims = await claim(pool, team);
  expect(claims).toHaveLength(3);
  expect(await spend(pool, team)).toEqual([{ day: "2026-03-03", reserved: 6, spent: 0 }]);
  expect(await claim(pool, team, { now: minutesLater(5) })).toEqual([]);
});

test("the report releases what a call reserved and counts what it cost", async () => {
  const team = await createTeamWithLeads(pool, 6, { daily_spend_cap_usd: 6 });
  const claims = await claim(pool, team);
  for (const { call_id } of claims) {
    await place(pool, call_id);
    await settle(pool, call_id, { outcome: "not_interested", cost_usd: 0.25 });
  }
  expect(await spend(pool, team)).toEqual([{ day: "2026-03-03", reserved: 0, spent: 0.75 }]);
  // $5.25 are left: two more calls, not three.
  expect(await claim(pool, team, { now: minutesLater(5) })).toHaveLength(2);
});

test("a call that was never placed gives its reservation back", async () => {
  const team = await createTeamWithLeads(pool, 2, { daily_spend_cap_usd: 2 });
  const [first] = await claim(pool, team);
  await pool.query("select release_call($1, 'The provider refused.', $2)", [first?.call_id, NOW]);
  expect(await spend(pool, team)).toEqual([{ day: "2026-03-03", reserved: 0, spent: 0 }]);
  expect(await claim(pool, team, { now: minutesLater(5) })).toHaveLength(1);
});

test.each([
  ["without a cost", { outcome: "no_answer" }],
  ["as a talk that cost nothing", { outcome: "not_interested", cost_usd: 0, started_at: NOW }],
])(
  "a call that rang and ended %s holds all of its reservation until a fuller report",
  async (_, report) => {
    const team = await createTeamWithLeads(pool, 2, { daily_spend_cap_usd: 2.5 });
    const call = (await claim(pool, team))[0]?.call_id ?? "";
    await place(pool, call);
    await settle(pool, call, { ...report, rank: 1 });
    expect(await claim(pool, team, { now: minutesLater(5) })).toEqual([]);
    await settle(pool, call, { ...report, cost_usd: 0.4, rank: 7 }, minutesLater(6));
    expect(await claim(pool, team, { now: minutesLater(10) })).toHaveLength(1);
  },
);

test("a call that nobody answered and that cost nothing gives its reservation back", async () => {
  const team = await createTeamWithLeads(pool, 2, { daily_spend_cap_usd: 2 });
  const call = (await claim(pool, team))[0]?.call_id ?? "";
  await place(pool, call);
  await settle(pool, call, { outcome: "no_answer", cost_usd: 0 });
  expect(await claim(pool, team, { now: minutesLater(5) })).toHaveLength(1);
});

test("a new day in the team's own zone has the whole cap again", async () => {
  const team = await createTeamWithLeads(pool, 4, {
    daily_spend_cap_usd: 2,
    timezone: "America/Los_Angeles",
    calling_start: "08:00",
    calling_end: "21:00",
  });
  // 20:00 in Chicago, where the leads are; the team's day ends at midnight in Los Angeles.
  expect(await claim(pool, team, { now: "2026-03-04T02:00:00Z" })).toHaveLength(1);
  expect(await claim(pool, team, { now: "2026-03-04T02:30:00Z" })).toEqual([]);
  expect(await claim(pool, team, { now: "2026-03-04T14:00:00Z" })).toHaveLength(1);
  expect((await spend(pool, team)).map((row) => row.day)).toEqual(["2026-03-03", "2026-03-04"]);
});

test("a call that costs more than it reserved pauses the team and says why", async () => {
  const team = await createTeamWithLeads(pool, 2, {});
  const [first] = await claim(pool, team);
  await place(pool, first?.call_id ?? "");
  await settle(pool, first?.call_id ?? "", { outcome: "no_answer", cost_usd: 2.01 });
  const pauses = await pool.query(
    "select scope, trouble, reason from provider_pauses where team_id = $1 and ended_at is null",
    [team],
  );
  expect(pauses.rows).toEqual([
    {
      scope: "team",
      trouble: "cost_overrun",
      reason: "A call cost $2.0100, but the most that was reserved for it is $2.0000.",
    },
  ]);
  expect(await claim(pool, team, { now: minutesLater(600) })).toEqual([]);
});

test("twenty runs at once do not exceed the cap", async () => {
  const team = await createTeamWithLeads(pool, 30, { daily_spend_cap_usd: 21 });
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, index) => claim(pool, team, { now: minutesLater(index * 5) })),
  );
  expect(claims.flat()).toHaveLength(10);
});

type Step = {
  readonly kind: "claim" | "place" | "settle" | "release" | "late report";
  readonly pick: number;
  readonly cents: number | null;
};

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("claim", "place", "settle", "release", "late report"),
    pick: fc.nat(),
    cents: fc.option(fc.integer({ min: 0, max: 200 })),
  }),
  { minLength: 5, maxLength: 25 },
);

test("whatever happens to calls in whatever order, the counters equal the calls and never pass the cap", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 200, max: 1200 }), (drawn, capCents) =>
      inRolledBackTransaction(pool, async (db) => {
        const team = await createTeamWithLeads(db, 6, { daily_spend_cap_usd: capCents / 100 });
        for (const [index, step] of drawn.entries()) {
          await apply(db, team, step, minutesLater(index * 5));
          const counted = await spend(db, team);
          expect(counted).toEqual(await recount(db, team));
          for (const { reserved, spent } of counted) {
            expect(reserved + spent).toBeLessThanOrEqual(capCents / 100 + 1e-9);
          }
        }
      }),
    ),
    { seed: 20_261_125, numRuns: 15, endOnFailure: true },
  );
});

async function apply(db: Queryable, team: string, step: Step, now: string): Promise<void> {
  if (step.kind === "claim") {
    await claim(db, team, { now });
    return;
  }
  const states = {
    place: ["claimed"],
    settle: ["placed"],
    release: ["claimed"],
    "late report": ["ended"],
  };
  const { rows } = await db.query<{ id: string; cost: number | null }>(
    "select id, cost_usd::float8 as cost from calls where team_id = $1 and state = any ($2::call_state[]) order by id",
    [team, states[step.kind]],
  );
  const call = rows[step.pick % Math.max(1, rows.length)];
  if (!call) return;
  if (step.kind === "place") await place(db, call.id, now);
  else if (step.kind === "release") {
    one(await db.query("select release_call($1, 'Not tried.', $2)", [call.id, now]));
  } else {
    const cost_usd = costOf(step, call.cost);
    await settle(db, call.id, { outcome: "no_answer", cost_usd, report_at: now }, now);
  }
}

/** A later report may say that a call cost less than an earlier one said; more would be news of money already released. */
function costOf({ cents }: Step, known: number | null): number | null {
  if (cents === null) return known;
  return known === null ? cents / 100 : Math.min(known, cents / 100);
}
