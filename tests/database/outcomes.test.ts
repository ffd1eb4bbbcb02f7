import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createTeam, updateRow } from "../support/database-actors";
import {
  applyBooking,
  claimOne,
  leadInCall,
  minutesLater,
  place,
  read,
  settle,
} from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);

/** A lead in its only call, in a team of its own. */
async function newCall({ columns = {}, settings = {} } = {}) {
  const team = await createTeam(pool, { max_attempts_per_number_24h: 10, ...settings });
  return { team, ...(await leadInCall(pool, team, { columns })) };
}

async function emailsOf(team: string) {
  const { rows } = await pool.query<{ kind: string; state: string; to_email: string }>(
    "select kind, state, to_email from emails where team_id = $1 order by kind, created_at",
    [team],
  );
  return rows;
}

const LAST = { columns: { call_attempts: 2 } };
const CALLBACK_AT = "2026-03-04T20:00:00.000Z";

describe("the outcome of a call decides what becomes of the lead", () => {
  const open = { review_reason: null, callback_at: null, call_attempts: 1 };

  test.each([
    ["opted_out", { ...open, status: "not_interested" }],
    ["not_interested", { ...open, status: "not_interested" }],
    ["no_answer", { ...open, status: "pending" }],
    ["voicemail", { ...open, status: "pending" }],
    ["busy", { ...open, status: "pending" }],
    ["provider_error", { ...open, status: "pending", call_attempts: 0 }],
    ["cancelled", { ...open, status: "pending", call_attempts: 0 }],
    ["needs_review", { ...open, status: "pending", review_reason: "Unclear." }],
    ["bad_number", { ...open, status: "pending", review_reason: "Unclear." }],
  ])("%s", async (outcome, lead) => {
    const call = await newCall();
    expect(await settle(pool, call.call_id, { outcome, outcome_reason: "Unclear." })).toBe(outcome);
    expect(await read(pool, "leads", call.lead_id)).toMatchObject(lead);
    expect(await read(pool, "calls", call.call_id)).toMatchObject({ state: "ended", outcome });
  });

  test("callback: the lead waits for the time that was asked for", async () => {
    const call = await newCall();
    await settle(pool, call.call_id, { outcome: "callback", callback_at: CALLBACK_AT });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "pending",
      callback_at: new Date(CALLBACK_AT),
      review_reason: null,
    });
  });

  test.each([
    ["without a time", {}, {}, "Asked to be called back, but named no time."],
    [
      "in the last attempt",
      { callback_at: CALLBACK_AT },
      LAST,
      "Asked to be called back, but has no attempt left.",
    ],
  ])("callback %s: a person decides", async (_, report, options, review_reason) => {
    const call = await newCall(options);
    await settle(pool, call.call_id, { outcome: "callback", ...report });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "pending",
      review_reason,
    });
  });

  test("a booking that is only claimed in the report: a person looks", async () => {
    const call = await newCall();
    expect(await settle(pool, call.call_id, { outcome: "booked" })).toBe("needs_review");
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "pending",
      review_reason: "The outcome of the last call could not be decided.",
    });
  });

  test.each(["no_answer", "not_interested", "provider_error", "opted_out"])(
    "a booking made in the call beats a report of %s",
    async (outcome) => {
      const call = await newCall(LAST);
      await applyBooking(pool, { uid: call.call_id, status: "accepted", call_id: call.call_id });
      expect(await settle(pool, call.call_id, { outcome })).toBe("booked");
      expect(await read(pool, "leads", call.lead_id)).toMatchObject({
        status: "scheduled",
        call_attempts: 3,
      });
    },
  );
});

describe("the last attempt", () => {
  test.each(["no_answer", "voicemail", "busy"])(
    "unanswered (%s) ends in no_answer with one follow-up mail",
    async (outcome) => {
      const call = await newCall(LAST);
      await settle(pool, call.call_id, { outcome });
      await settle(pool, call.call_id, { outcome });
      await settle(pool, call.call_id, { outcome, report_at: minutesLater(4) });
      expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "no_answer" });
      expect(await emailsOf(call.team)).toEqual([
        { kind: "no_answer_follow_up", state: "queued", to_email: call.lead.email },
      ]);
    },
  );

  test("sends no follow-up mail when the team does not want it", async () => {
    const call = await newCall({ ...LAST, settings: { sends_no_answer_email: false } });
    await settle(pool, call.call_id, { outcome: "voicemail" });
    expect(await emailsOf(call.team)).toEqual([]);
  });

  test("spoilt by the provider is given back and can be made again", async () => {
    const call = await newCall(LAST);
    await settle(pool, call.call_id, { outcome: "provider_error" });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "pending",
      call_attempts: 2,
    });
    expect(await read(pool, "calls", call.call_id)).toMatchObject({ is_attempt_counted: false });
  });
});

test("three calls in a row that failed at the provider put the lead before a person", async () => {
  const call = await newCall();
  await settle(pool, call.call_id, { outcome: "provider_error" });
  for (const [day, review_reason] of [
    [1, null],
    [2, "Three calls in a row failed at the provider."],
  ] as const) {
    const now = minutesLater(day * 1440);
    const { call_id } = await claimOne(pool, call.team, now);
    await place(pool, call_id, now);
    await settle(pool, call_id, { outcome: "provider_error" }, now);
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "pending",
      call_attempts: 0,
      review_reason,
    });
  }
});

describe("a second report of the same call", () => {
  test("that is fuller revises the first, mail included", async () => {
    const call = await newCall(LAST);
    await settle(pool, call.call_id, { outcome: "no_answer", rank: 0 });
    await settle(pool, call.call_id, { outcome: "callback", rank: 6, callback_at: CALLBACK_AT });
    expect(await emailsOf(call.team)).toMatchObject([{ state: "cancelled" }]);
    await settle(pool, call.call_id, { outcome: "no_answer", rank: 7, transcript: "Hello?" });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "no_answer" });
    expect(await read(pool, "calls", call.call_id)).toMatchObject({ transcript: "Hello?" });
    expect(await emailsOf(call.team)).toMatchObject([{ state: "queued" }]);
  });

  test("that is poorer or older changes nothing", async () => {
    const call = await newCall();
    await settle(pool, call.call_id, { outcome: "not_interested", rank: 4, transcript: "No." });
    await settle(pool, call.call_id, { outcome: "no_answer", rank: 3, transcript: null });
    await settle(pool, call.call_id, { outcome: "busy", rank: 4, report_at: minutesLater(1) });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "not_interested" });
    expect(await read(pool, "calls", call.call_id)).toMatchObject({
      outcome: "not_interested",
      transcript: "No.",
    });
  });

  test("corrects the count of attempts, whoever has changed the lead since", async () => {
    const call = await newCall();
    await settle(pool, call.call_id, { outcome: "voicemail", rank: 1 });
    await updateRow(pool, "leads", "id", call.lead_id, { status: "not_interested" });
    await settle(pool, call.call_id, { outcome: "provider_error", rank: 6 });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "not_interested",
      call_attempts: 0,
    });
  });
});

describe("a late report", () => {
  test("of a call that was given back counts the attempt again", async () => {
    const team = await createTeam(pool);
    const call = await leadInCall(pool, team);
    await settle(pool, call.call_id, { outcome: "no_answer" });
    const later = minutesLater(300);
    const second = await claimOne(pool, team, later);
    await pool.query("select release_call($1, 'Not found at the provider.', $2)", [
      second.call_id,
      later,
    ]);
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ call_attempts: 1 });
    await settle(pool, second.call_id, { outcome: "not_interested" }, minutesLater(310));
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "not_interested",
      call_attempts: 2,
      last_called_at: new Date(later),
    });
  });

  test("does not override what a person decided since", async () => {
    const call = await newCall();
    await settle(pool, call.call_id, { outcome: "voicemail", rank: 1 });
    await updateRow(pool, "leads", "id", call.lead_id, { status: "scheduled" });
    await settle(pool, call.call_id, { outcome: "not_interested", rank: 6 });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "scheduled" });
    expect(await read(pool, "calls", call.call_id)).toMatchObject({ outcome: "not_interested" });
  });

  test("does not disturb the next call", async () => {
    const first = await newCall();
    await settle(pool, first.call_id, { outcome: "voicemail", rank: 1 });
    const second = await claimOne(pool, first.team, minutesLater(300));
    await settle(pool, first.call_id, { outcome: "not_interested", rank: 6 }, minutesLater(301));
    expect(await read(pool, "leads", first.lead_id)).toMatchObject({
      status: "calling",
      call_attempts: 2,
    });
    expect(await read(pool, "calls", second.call_id)).toMatchObject({ state: "claimed" });
  });

  test("does not reopen a lead whose demo has taken place", async () => {
    const call = await newCall();
    await applyBooking(pool, { uid: call.call_id, status: "accepted", call_id: call.call_id });
    await settle(pool, call.call_id, { outcome: "booked", rank: 1 });
    const afterDemo = "2026-03-06T16:00:00Z";
    await settle(pool, call.call_id, { outcome: "booked", rank: 6 }, afterDemo);
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({
      status: "scheduled",
      review_reason: null,
    });
  });
});

test("a report of a call that nobody knows changes nothing", async () => {
  const unknown = "00000000-0000-4000-8000-000000000000";
  expect(await settle(pool, unknown, { outcome: "voicemail" })).toBeNull();
});
