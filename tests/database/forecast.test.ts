import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asUser,
  createLead,
  createTeam,
  failureCode,
  insertRow,
  newPhone,
  one,
} from "../support/database-actors";
import { claim, minutesLater } from "../support/database-calls";
import {
  createList,
  createRegisteredTeam,
  EARLY,
  forecastCalls,
  type Hours,
  hoursOf,
  simulate,
} from "../support/forecasts";
import { readEngineWindows } from "../support/window-policies";

const database = await openTestDatabase();
const pool = openPool(database, 4);

const HOUR_MS = 3_600_000;

describe("a team's state now", () => {
  test("a call under way holds its slot, and a batch of these five minutes is not made twice", async () => {
    const team = await createRegisteredTeam(pool, { max_concurrent_calls: 5 });
    await createList(pool, team, 30);
    const now = minutesLater(240, EARLY);
    await claim(pool, team, { now });
    const [first] = (await simulate(pool, team, 1, now, { minutes: 12 })).hours;
    // Five at 12:00 until 12:12; then five each at 12:15, 12:30 and 12:45.
    expect(first?.calls).toBe(15);
  });

  test("a provider that is paused is tried again with one call, then calling goes on", async () => {
    const team = await createRegisteredTeam(pool);
    await createList(pool, team, 30);
    await insertRow(pool, "provider_pauses", {
      scope: "team",
      team_id: team,
      trouble: "outage",
      reason: "No answer.",
      started_at: EARLY,
      resume_at: minutesLater(292, EARLY),
    });
    const { hours } = await simulate(pool, team, 1, EARLY);
    expect(hours[0]).toMatchObject({ calls: 1 });
    expect(Date.parse(hours[0]?.at ?? "")).toBe(Date.parse(minutesLater(240, EARLY)));
    expect(hours[1]?.calls).toBe(29);
  });

  test("a pause that only a person ends lets nobody be called", async () => {
    const team = await createRegisteredTeam(pool);
    await createList(pool, team, 4);
    await insertRow(pool, "provider_pauses", {
      scope: "team",
      team_id: team,
      trouble: "cost_overrun",
      reason: "A call cost too much.",
      started_at: EARLY,
      resume_at: "infinity",
    });
    expect(await simulate(pool, team, 14, EARLY)).toMatchObject({ calls: 0, leads_left: 4 });
  });

  test("with automation off the forecast says so, and stays the same", async () => {
    const team = await createRegisteredTeam(pool);
    await createList(pool, team, 20);
    const on = await forecastCalls(pool, team, 3, EARLY);
    await pool.query("update public.settings set automation_enabled = false where team_id = $1", [
      team,
    ]);
    expect(on).toMatchObject({ is_hypothetical: false });
    expect(await forecastCalls(pool, team, 3, EARLY)).toEqual({ ...on, is_hypothetical: true });
  });

  test("a team without leads, or with none that time alone would let be called, calls nobody", async () => {
    const nothing = { hours: [], calls: 0, spend_usd: 0, leads_left: 0, finished_at: null };
    const empty = await createRegisteredTeam(pool);
    expect(await forecastCalls(pool, empty, 14, EARLY)).toMatchObject(nothing);

    const stuck = await createTeam(pool, { accepted_consent_bases: ["written", "oral"] });
    const suppressed = newPhone();
    await insertRow(pool, "suppressions", {
      team_id: stuck,
      channel: "phone",
      address: suppressed,
      reason: "Asked for it.",
      source: "staff",
      suppressed_at: EARLY,
    });
    await createLead(pool, stuck, { phone: suppressed });
    await createLead(pool, stuck, { review_reason: "Look at it." });
    await createLead(pool, stuck, { consent_basis: null });
    await createLead(pool, stuck, { consent_basis: "other" });
    await createLead(pool, stuck, { timezone: null, timezone_source: null });
    await createLead(pool, stuck, { states: ["TX"] });
    await createLead(pool, stuck, { call_attempts: 3 });
    await createLead(pool, stuck, { status: "scheduled" });
    expect(await forecastCalls(pool, stuck, 14, EARLY)).toMatchObject(nothing);
  });
});

describe("the assumptions", () => {
  async function teamWithCalls(outcomes: readonly string[]): Promise<string> {
    const team = await createRegisteredTeam(pool);
    for (const outcome of outcomes) {
      await insertRow(pool, "calls", {
        team_id: team,
        company_name: "Northside Heating",
        phone: newPhone(),
        attempt: 1,
        state: "ended",
        outcome,
        claimed_at: minutesLater(-6000, EARLY),
        settled_at: minutesLater(-5995, EARLY),
        cost_usd: 0.24,
        duration_seconds: 90,
      });
    }
    return team;
  }

  test("are those of the last calls, when there are thirty", async () => {
    const outcomes = [
      ...Array<string>(6).fill("booked"),
      ...Array<string>(3).fill("callback"),
      ...Array<string>(21).fill("voicemail"),
    ];
    const forecast = await forecastCalls(pool, await teamWithCalls(outcomes), 1, EARLY);
    expect(forecast?.assumptions).toEqual({
      answer_rate: 0.3,
      finish_rate: 0.2,
      cost_per_call_usd: 0.24,
      minutes_per_call: 1.5,
      sample: 30,
    });
  });

  test("are defaults before, and do not learn from calls that the provider failed", async () => {
    const outcomes = [
      ...Array<string>(29).fill("booked"),
      ...Array<string>(9).fill("provider_error"),
    ];
    const forecast = await forecastCalls(pool, await teamWithCalls(outcomes), 1, EARLY);
    expect(forecast?.assumptions).toEqual({
      answer_rate: 0.3,
      finish_rate: 0.2,
      cost_per_call_usd: 0.15,
      minutes_per_call: 1.5,
      sample: 29,
    });
  });

  test("decide how many leads come back: every expected whole one is finished", async () => {
    const team = await createRegisteredTeam(pool, {
      max_attempts: 20,
      max_attempts_per_number_24h: 10,
    });
    await createList(pool, team, 40, { timezone: "America/Chicago" });
    // 40 + 30 + 22.5 + … with a quarter finished each time.
    const forecast = await simulate(pool, team, 14, EARLY, { finishRate: 0.25 });
    expect(Math.abs(forecast.calls - 40 / 0.25)).toBeLessThanOrEqual(4);
    expect(forecast).toMatchObject({ leads_left: 0, spend_usd: forecast.calls / 10 });
  });
});

describe("for whoever asks", () => {
  test("a viewer of the team gets the forecast that the server gets; a stranger gets none", async () => {
    const team = await createRegisteredTeam(pool);
    await createList(pool, team, 8);
    const expected = await forecastCalls(pool, team, 2, EARLY);
    const viewer = await addMember(pool, team, "viewer");
    const stranger = await addMember(pool, await createRegisteredTeam(pool), "admin");
    const ask = (user: string) =>
      asUser(pool, user, async (client) =>
        one(await client.query("select public.forecast_calls($1, 2, $2) as it", [team, EARLY])),
      );
    expect(await ask(viewer)).toEqual({ it: expected });
    expect(await ask(stranger)).toEqual({ it: null });
  });

  test("it covers one to fourteen days", async () => {
    const team = await createRegisteredTeam(pool);
    expect(await failureCode(forecastCalls(pool, team, 0, EARLY))).toBe("PT400");
    expect(await failureCode(forecastCalls(pool, team, 15, EARLY))).toBe("PT400");
  });
});

test("a list of more than a thousand leads is forecast as if each part of it were shuffled", async () => {
  const team = await createRegisteredTeam(pool, { max_calls_batch: 50, max_concurrent_calls: 50 });
  await pool.query(
    `insert into public.leads (team_id, company_name, phone, email, timezone, timezone_source, consent_basis, created_at)
     select $1, 'Company', '+1' || (4_000_000_000 + n), 'l' || n || '@hvac.example',
       case n % 2 when 0 then 'America/New_York' else 'America/Los_Angeles' end, 'zip', 'written', $2::timestamptz - n * interval '1 second'
     from generate_series(1, 4000) n`,
    [team, EARLY],
  );
  const forecast = await simulate(pool, team, 14, EARLY);
  expect(forecast).toMatchObject({ calls: 12_000, leads_left: 0 });
});

describe("every forecast", () => {
  const teamArbitrary = fc.record({
    batch: fc.integer({ min: 1, max: 30 }),
    concurrent: fc.integer({ min: 1, max: 30 }),
    attempts: fc.integer({ min: 1, max: 6 }),
    retry: fc.integer({ min: 1, max: 30 }),
    perDay: fc.integer({ min: 1, max: 4 }),
    cap: fc.option(fc.integer({ min: 1, max: 60 })),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    finishRate: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
    minutes: fc.integer({ min: 0, max: 10 }),
    leads: fc.integer({ min: 0, max: 60 }),
    from: fc.integer({ min: 0, max: 400 * 288 }).map((n) => minutesLater(n * 5, EARLY)),
  });

  test("keeps to batch, cap and hours, and adds up", async () => {
    await fc.assert(
      fc.asyncProperty(teamArbitrary, async (it) => {
        const team = await createRegisteredTeam(pool, {
          max_calls_batch: it.batch,
          max_concurrent_calls: it.concurrent,
          max_attempts: it.attempts,
          retry_interval: it.retry,
          max_attempts_per_number_24h: it.perDay,
          daily_spend_cap_usd: it.cap,
          calling_days: it.days,
          timezone: "UTC",
        });
        await createList(pool, team, it.leads);
        const forecast = await simulate(pool, team, 5, it.from, it);
        expect(await simulate(pool, team, 5, it.from, it)).toEqual(forecast);
        const hours = hoursOf(forecast);
        expect([...hours.values()].reduce((sum, n) => sum + n, 0)).toBe(forecast.calls);
        expect(forecast.calls).toBeLessThanOrEqual(it.leads * it.attempts);
        for (const calls of hours.values()) {
          expect(calls).toBeLessThanOrEqual(Math.min(it.batch, it.concurrent) * 12);
        }
        expectWithinCap(hours, it.cap);
        await expectWithinWindows(team, hours, it.from);
      }),
      { seed: 20_261_125, numRuns: 25 },
    );
  }, 120_000);
});

/** Days are those of the team: in UTC here. What is spent and what the next call may cost at most fit under the cap. */
function expectWithinCap(hours: Hours, cap: number | null): void {
  const days = new Map<string, number>();
  for (const [at, calls] of hours) {
    const day = new Date(at).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + calls);
  }
  for (const calls of days.values()) {
    if (cap !== null) expect((calls - 1) * 0.1 + 5).toBeLessThanOrEqual(cap);
  }
}

async function expectWithinWindows(team: string, hours: Hours, from: string): Promise<void> {
  const profiles = await pool.query<{ profile: string }>(
    "select profile from private.dial_lanes where team_id = $1",
    [team],
  );
  const names = profiles.rows.map(({ profile }) => profile);
  const start = Date.parse(from);
  const windows = await readEngineWindows(pool, team, names, [start, start + 120 * HOUR_MS]);
  const spans = [...windows.values()].flat();
  for (const at of hours.keys()) {
    expect(spans.some(([opens, closes]) => opens < at + HOUR_MS && closes > at)).toBe(true);
  }
}
