import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  type Columns,
  createLead,
  createTeam,
  insertRow,
  newPhone,
  updateRow,
} from "../support/database-actors";
import { claim, minutesLater, NOW, read, settle } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);

/** Whether a run at `now` claims a lead with these columns, in a team with these settings. */
async function isClaimed(lead: Columns, { settings = {}, now = NOW } = {}): Promise<boolean> {
  const team = await createTeam(pool, settings);
  await createLead(pool, team, lead);
  return (await claim(pool, team, { now })).length === 1;
}

describe("a pending lead with everything in order", () => {
  test("is called", async () => {
    expect(await isClaimed({})).toBe(true);
  });

  test.each<[string, Columns, Columns]>([
    ["while automation is off", {}, { automation_enabled: false }],
    ["while a person must decide about it", { review_reason: "Look at it." }, {}],
    ["without a known zone", { timezone: null, timezone_source: null }, {}],
    ["when its attempts are used up", { call_attempts: 3 }, {}],
    ["before the callback that it asked for", { callback_at: minutesLater(1) }, {}],
    ["when it is scheduled", { status: "scheduled" }, {}],
    ["when it is not interested", { status: "not_interested" }, {}],
    ["when its last attempt went unanswered", { status: "no_answer" }, {}],
    ["on a day that is not a calling day", {}, { calling_days: [1, 3, 4, 5, 6, 7] }],
  ])("is not called %s", async (_, lead, settings) => {
    expect(await isClaimed(lead, { settings })).toBe(false);
  });
});

describe("the retry interval", () => {
  const called = (minutes: number) => ({
    call_attempts: 1,
    last_called_at: minutesLater(-minutes),
  });

  test("is over after the hours that the team has set, to the second", async () => {
    expect(await isClaimed(called(239.98))).toBe(false);
    expect(await isClaimed(called(240))).toBe(true);
    expect(await isClaimed(called(240), { settings: { retry_interval: 5 } })).toBe(false);
  });

  test("gives way to a callback that the person asked for", async () => {
    expect(await isClaimed({ ...called(10), callback_at: minutesLater(-1) })).toBe(true);
    expect(await isClaimed({ ...called(600), callback_at: minutesLater(30) })).toBe(false);
  });
});

describe("the attempts to one number in 24 hours", () => {
  const callAt = (team: string, phone: string, minutes: number, columns: Columns = {}) =>
    insertRow(pool, "calls", {
      team_id: team,
      company_name: "Northside Heating",
      phone,
      attempt: 1,
      state: "ended",
      outcome: "no_answer",
      claimed_at: minutesLater(minutes),
      settled_at: minutesLater(minutes),
      ...columns,
    });

  async function isClaimedAfterCalls(minutes: number[], columns: Columns = {}): Promise<boolean> {
    const team = await createTeam(pool);
    const phone = newPhone();
    for (const each of minutes) await callAt(team, phone, each, columns);
    await createLead(pool, team, { phone });
    return (await claim(pool, team)).length === 1;
  }

  test("count the calls to the number, also those of a lead that is gone", async () => {
    expect(await isClaimedAfterCalls([-600])).toBe(true);
    expect(await isClaimedAfterCalls([-600, -300])).toBe(false);
  });

  test("are free again after 24 hours", async () => {
    expect(await isClaimedAfterCalls([-1439, -300])).toBe(false);
    expect(await isClaimedAfterCalls([-1440, -300])).toBe(true);
  });

  test("do not count a call that was never placed", async () => {
    expect(await isClaimedAfterCalls([-600, -300], { state: "not_placed", outcome: null })).toBe(
      true,
    );
  });

  test("do not count another team's calls", async () => {
    const [ours, theirs] = [await createTeam(pool), await createTeam(pool)];
    const phone = newPhone();
    await callAt(theirs, phone, -600);
    await callAt(theirs, phone, -300);
    await createLead(pool, ours, { phone });
    expect(await claim(pool, ours)).toHaveLength(1);
  });
});

describe("a suppression", () => {
  async function isClaimedDespite(suppression: (lead: Columns) => Columns): Promise<boolean> {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    await insertRow(pool, "suppressions", {
      team_id: team,
      reason: "Asked for it.",
      source: "staff",
      suppressed_at: NOW,
      ...suppression({ ...lead }),
    });
    return (await claim(pool, team)).length === 1;
  }

  test("of the number or of the address stops calls", async () => {
    expect(await isClaimedDespite(({ phone }) => ({ channel: "phone", address: phone }))).toBe(
      false,
    );
    expect(await isClaimedDespite(({ email }) => ({ channel: "email", address: email }))).toBe(
      false,
    );
  });

  test("of another number or by another team does not", async () => {
    const other = await createTeam(pool);
    expect(await isClaimedDespite(() => ({ channel: "phone", address: newPhone() }))).toBe(true);
    expect(
      await isClaimedDespite(({ phone }) => ({ channel: "phone", address: phone, team_id: other })),
    ).toBe(true);
  });
});

describe("calling hours are the called party's", () => {
  const settings = { calling_start: "10:00", calling_end: "17:00" };
  const lead = (timezone: string) => ({ timezone, timezone_source: "staff" });

  test.each([
    // 10:00 and 17:00 where they live, in winter.
    ["America/New_York", "2026-01-13T15:00:00Z", "2026-01-13T22:00:00Z"],
    ["America/Chicago", "2026-01-13T16:00:00Z", "2026-01-13T23:00:00Z"],
    ["America/Phoenix", "2026-01-13T17:00:00Z", "2026-01-14T00:00:00Z"],
    ["America/Los_Angeles", "2026-01-13T18:00:00Z", "2026-01-14T01:00:00Z"],
    ["Pacific/Honolulu", "2026-01-13T20:00:00Z", "2026-01-14T03:00:00Z"],
    // The same in summer: Arizona keeps standard time, the Navajo Nation does not, Hawaii neither.
    ["America/New_York", "2026-07-14T14:00:00Z", "2026-07-14T21:00:00Z"],
    ["America/Phoenix", "2026-07-14T17:00:00Z", "2026-07-15T00:00:00Z"],
    ["America/Denver", "2026-07-14T16:00:00Z", "2026-07-14T23:00:00Z"],
    ["Pacific/Honolulu", "2026-07-14T20:00:00Z", "2026-07-15T03:00:00Z"],
    // The day before each clock change in the east, the day itself, and Arizona on that day.
    ["America/New_York", "2026-03-07T15:00:00Z", "2026-03-07T22:00:00Z"],
    ["America/New_York", "2026-03-08T14:00:00Z", "2026-03-08T21:00:00Z"],
    ["America/Phoenix", "2026-03-08T17:00:00Z", "2026-03-09T00:00:00Z"],
    ["America/New_York", "2026-10-31T14:00:00Z", "2026-10-31T21:00:00Z"],
    ["America/New_York", "2026-11-01T15:00:00Z", "2026-11-01T22:00:00Z"],
    ["America/Phoenix", "2026-11-01T17:00:00Z", "2026-11-02T00:00:00Z"],
  ])("%s from %s to %s", async (zone, start, end) => {
    const at = (instant: string, minutes: number) =>
      isClaimed(lead(zone), { settings, now: minutesLater(minutes, instant) });
    expect(await at(start, -0.01)).toBe(false);
    expect(await at(start, 0)).toBe(true);
    expect(await at(end, -0.01)).toBe(true);
    expect(await at(end, 0)).toBe(false);
  });

  test("and so is the weekday", async () => {
    // It is still Monday evening in Honolulu, and already Tuesday afternoon in Tokyo.
    const hours = { calling_start: "08:00", calling_end: "21:00" };
    const on = (day: number) => ({
      settings: { ...hours, calling_days: [day] },
      now: "2026-03-03T06:30:00Z",
    });
    expect(await isClaimed(lead("Pacific/Honolulu"), on(1))).toBe(true);
    expect(await isClaimed(lead("Pacific/Honolulu"), on(2))).toBe(false);
    expect(await isClaimed(lead("Asia/Tokyo"), on(1))).toBe(false);
    expect(await isClaimed(lead("Asia/Tokyo"), on(2))).toBe(true);
  });

  test.each([
    ["start before 08:00", { calling_start: "07:59" }],
    ["end after 21:00", { calling_end: "21:01" }],
    ["end before they start", { calling_start: "15:00", calling_end: "15:00" }],
    ["have no day", { calling_days: [] }],
    ["have a day that no week has", { calling_days: [0] }],
  ])("and cannot %s", async (_, columns) => {
    await expect(createTeam(pool, columns)).rejects.toMatchObject({ code: "23514" });
  });
});

test("an attempt that the provider spoiled does not use up the lead's attempts", async () => {
  const team = await createTeam(pool, { max_attempts: 1, max_attempts_per_number_24h: 10 });
  const lead = await createLead(pool, team);
  const [first] = await claim(pool, team);
  await settle(pool, first?.call_id ?? "", { outcome: "provider_error" });
  await updateRow(pool, "leads", "id", lead.id, { last_called_at: minutesLater(-300) });
  // It may have rung: the gap between two calls to a number holds all the same.
  expect(await claim(pool, team, { now: minutesLater(59) })).toEqual([]);
  expect(await claim(pool, team, { now: minutesLater(60) })).toMatchObject([{ attempt: 1 }]);
});

test("a call that never rang leaves the lead as if it had not been called", async () => {
  const team = await createTeam(pool);
  const lead = await createLead(pool, team);
  const [first] = await claim(pool, team);
  await settle(pool, first?.call_id ?? "", { outcome: "provider_error", was_dialled: false });
  expect(await read(pool, "leads", lead.id)).toMatchObject({
    status: "pending",
    call_attempts: 0,
    last_called_at: null,
  });
  expect(await claim(pool, team, { now: minutesLater(5) })).toMatchObject([{ attempt: 1 }]);
});
