import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { type Columns, createLead, insertRow, newPhone, one } from "../support/database-actors";
import { claim, minutesLater, place, settle } from "../support/database-calls";
import {
  createList,
  createRegisteredTeam,
  EARLY,
  type Forecast,
  type Hours,
  hoursOf,
  PLACES,
  simulate,
} from "../support/forecasts";

const database = await openTestDatabase();
const pool = openPool(database, 4);

const HOUR_MS = 3_600_000;
const STEPS_PER_DAY = 288;

/** What the dialer really does when the cron runs every five minutes and nobody answers. */
async function runForReal(
  team: string,
  days: number,
  from: string,
): Promise<{ hours: Hours; last: string | undefined; calls: number }> {
  const hours = new Map<number, number>();
  let last: string | undefined;
  let calls = 0;
  for (let step = 0; step < days * STEPS_PER_DAY; step += 1) {
    const now = minutesLater(step * 5, from);
    if (isNight(now)) continue;
    const claimed = await claim(pool, team, { now });
    const hour = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS;
    if (claimed.length > 0) hours.set(hour, (hours.get(hour) ?? 0) + claimed.length);
    calls += claimed.length;
    last = claimed.length > 0 ? now : last;
    for (const { call_id } of claimed) {
      await place(pool, call_id, now);
      const report = { outcome: "no_answer", cost_usd: 0.1, report_at: minutesLater(2, now) };
      await settle(pool, call_id, report, minutesLater(2, now));
    }
  }
  return { hours, last, calls };
}

/** From midnight in New York until 07:00 there, summer or winter: no law lets anybody in the four zones be called. */
function isNight(now: string): boolean {
  const hour = new Date(now).getUTCHours();
  return hour >= 5 && hour < 12;
}

/** Nobody answers; hour by hour the dialer must then do what was forecast, and end when it was forecast. */
async function expectToComeTrue(team: string, days: number, from: string): Promise<Forecast> {
  const forecast = await simulate(pool, team, days, from);
  const real = await runForReal(team, days, from);
  expect(hoursOf(forecast)).toEqual(real.hours);
  expect(forecast.calls).toBe(real.calls);
  const left = one(
    await pool.query<{ count: number }>(
      "select count(*)::int from public.leads where team_id = $1 and status = 'pending'",
      [team],
    ),
  ).count;
  expect(forecast.leads_left).toBe(left);
  const finishedAt = forecast.finished_at && new Date(forecast.finished_at).toISOString();
  expect(finishedAt).toBe(left === 0 ? real.last : null);
  return forecast;
}

/** A lead that was called once, with the call on record. */
async function createRetry(team: string, minutes: number, columns: Columns = {}): Promise<void> {
  const phone = newPhone();
  const called = minutesLater(minutes, EARLY);
  await createLead(pool, team, {
    phone,
    call_attempts: 1,
    last_called_at: called,
    ready_at: minutesLater(minutes + 240, EARLY),
    ...columns,
  });
  await insertRow(pool, "calls", {
    team_id: team,
    company_name: "Northside Heating",
    phone,
    attempt: 1,
    state: "ended",
    outcome: "no_answer",
    claimed_at: called,
    settled_at: called,
    cost_usd: 0.1,
  });
}

describe("what is forecast comes true when the dialer runs", () => {
  test("for new leads, retries and callbacks in four zones", async () => {
    const team = await createRegisteredTeam(pool, { max_attempts: 3 });
    await createList(pool, team, 28);
    for (let n = 0; n < 8; n += 1) await createRetry(team, -60 * (n + 15), PLACES[n % 4]);
    for (let n = 0; n < 4; n += 1) {
      const callback_at = minutesLater(60 * n + 123, EARLY);
      await createLead(pool, team, { ...PLACES[n], callback_at, ready_at: callback_at });
    }
    const forecast = await expectToComeTrue(team, 4, EARLY);
    expect(forecast.calls).toBe(40 * 3 - 8);
  }, 120_000);

  test("when a batch is larger than the calls that may run at once", async () => {
    const team = await createRegisteredTeam(pool, { max_calls_batch: 9, max_concurrent_calls: 4 });
    await createList(pool, team, 40);
    await expectToComeTrue(team, 2, EARLY);
  }, 120_000);

  test("when the list is not finished within the days", async () => {
    const team = await createRegisteredTeam(pool, { max_calls_batch: 1, retry_interval: 30 });
    await createList(pool, team, 40);
    const forecast = await expectToComeTrue(team, 2, EARLY);
    expect(forecast.leads_left).toBe(40);
  }, 120_000);

  test("when the cap of the day runs out: it bears as many calls as could cost their worst", async () => {
    const team = await createRegisteredTeam(pool, {
      daily_spend_cap_usd: 6,
      max_call_minutes: 5,
      max_cost_per_minute_usd: 0.2,
      max_attempts: 2,
    });
    await createList(pool, team, 40);
    const forecast = await expectToComeTrue(team, 2, EARLY);
    expect(forecast.calls).toBeGreaterThan(0);
  }, 120_000);

  test.each([
    ["over a holiday and a weekend", "2026-11-25T14:00:00Z"],
    ["when clocks go forward", "2026-03-06T14:00:00Z"],
    ["when clocks go back", "2026-10-30T13:00:00Z"],
  ])(
    "%s",
    async (_, from) => {
      const team = await createRegisteredTeam(pool, {
        calling_days: [1, 2, 3, 4, 5, 7],
        max_attempts: 2,
        retry_interval: 26,
      });
      await createList(pool, team, 40);
      await expectToComeTrue(team, 5, from);
    },
    120_000,
  );
});
