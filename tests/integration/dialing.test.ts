import { beforeEach, describe, expect, test } from "vitest";
import { GET as runCron } from "@/app/api/cron/route";
import { POST as takeCalEvent } from "@/app/api/webhook/cal/route";
import { POST as takeVapiMessage } from "@/app/api/webhook/vapi/route";
import { createLead, createTeam, type Lead } from "../support/database-actors";
import { useBookingApp } from "./booking-app";

const app = await useBookingApp({
  "/api/webhook/cal": takeCalEvent,
  "/api/webhook/vapi": takeVapiMessage,
});

const MINUTE_MS = 60_000;
let teamId: string;

beforeEach(async () => {
  // Whatever a test before left running ends, and nobody else's leads are due.
  await app.clock.advance(60 * MINUTE_MS);
  await app.pool.query("update settings set automation_enabled = false");
  await app.pool.query("update calls set lease_until = '2000-01-01' where lease_until is not null");
  const { vapi, cal } = app.standIns();
  vapi.faults.clear();
  vapi.outbox.faults.clear();
  cal.subscription.outbox.faults.clear();
  teamId = await createTeam(app.pool, {
    automation_enabled: true,
    calling_days: "{1,2,3,4,5,6,7}",
    calling_start: "08:00",
    calling_end: "21:00",
    max_attempts_per_number_24h: 10,
    postal_address: "120 Demo Street, Springfield, IL 62701",
  });
});

async function cron(): Promise<void> {
  const response = await runCron(
    new Request("http://app.test/api/cron", {
      headers: { authorization: "Bearer cron-secret-of-the-tests" },
    }),
  );
  expect(response.status).toBe(200);
}

/** Runs the cron again and again while business time passes; its calls end within a step. */
async function pass(minutes: number, step = minutes > 60 ? 30 : 5): Promise<void> {
  for (let passed = 0; passed < minutes; passed += step) {
    await cron();
    await app.clock.advance(step * MINUTE_MS);
  }
}

/** Ten in the morning on the next day, so that calling hours never decide these tests. */
async function morning(): Promise<void> {
  const now = app.clock.now();
  const next = new Date(now);
  next.setUTCHours(16, 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  await app.clock.advance(next.getTime() - now.getTime());
}

type Script = Parameters<ReturnType<typeof app.standIns>["vapi"]["scripts"]["set"]>[1];

async function leadWhoActs(script: Script): Promise<Lead> {
  const lead = await createLead(app.pool, teamId, {});
  app.standIns().vapi.scripts.set(lead.phone, script);
  return lead;
}

async function stateOf(lead: Lead) {
  const { rows } = await app.pool.query(
    "select status, call_attempts, review_reason is not null as in_review from leads where id = $1",
    [lead.id],
  );
  return rows[0];
}

async function callsOf(lead: Lead) {
  const { rows } = await app.pool.query(
    "select state, outcome, attempt, provider_call_id from calls where lead_id = $1 order by created_at",
    [lead.id],
  );
  return rows;
}

function dialsOf(lead: Lead): number {
  const calls = [...app.standIns().vapi.records.all.values()];
  return calls.filter((call) => call.number === lead.phone).length;
}

async function endLeases(): Promise<void> {
  await app.pool.query(
    "update calls set lease_until = now() - interval '1 second' where lease_until is not null",
  );
}

describe("the main job", () => {
  test("every lead goes from pending to its outcome, by itself", async () => {
    await morning();
    const books = await leadWhoActs("interested-books");
    const declines = await leadWhoActs("not-interested");
    const optsOut = await leadWhoActs("opt-out-stated");
    const silent = await leadWhoActs("no-answer");
    const second = await leadWhoActs("answers-on-second-attempt");
    await pass(12 * 60);

    expect(await stateOf(books)).toEqual({
      status: "scheduled",
      call_attempts: 1,
      in_review: false,
    });
    expect(await stateOf(declines)).toEqual({
      status: "not_interested",
      call_attempts: 1,
      in_review: false,
    });
    expect(await stateOf(optsOut)).toEqual({
      status: "not_interested",
      call_attempts: 1,
      in_review: false,
    });
    expect(await stateOf(silent)).toMatchObject({ status: "no_answer", call_attempts: 3 });
    expect((await callsOf(second)).map((call) => call.attempt)).toEqual([1, 2]);
    for (const lead of [books, declines, optsOut, silent, second]) {
      expect(dialsOf(lead)).toBe((await callsOf(lead)).length);
    }

    const appointments = await app.pool.query(
      "select status, lead_id, call_id is not null as from_call from appointments where lead_id = $1",
      [books.id],
    );
    expect(appointments.rows).toEqual([{ status: "accepted", lead_id: books.id, from_call: true }]);
    const suppressed = await app.pool.query(
      "select channel from suppressions where team_id = $1 order by 1",
      [teamId],
    );
    expect(suppressed.rows).toEqual([{ channel: "phone" }, { channel: "email" }]);
    const mails = [...app.standIns().resend.mails.values()].flatMap((mail) => mail.to);
    expect(mails.filter((to) => to === books.email)).toHaveLength(1);
    expect(mails.filter((to) => to === silent.email)).toHaveLength(1);
    expect(mails).not.toContain(optsOut.email);
  });
});

describe("a report", () => {
  test("that comes three times, behind later messages, ends as one that comes once", async () => {
    await morning();
    const once = await leadWhoActs("interested-books");
    await pass(15);
    const faults = app.standIns().vapi.outbox.faults;
    faults.duplicate("end-of-call-report", 2, 10);
    faults.duplicate("status-update", 2, 10);
    faults.hold("status-update", 2);
    app.standIns().cal.subscription.outbox.faults.duplicate("*", 2, 10);
    const thrice = await leadWhoActs("interested-books");
    await pass(30);
    const shape = async (lead: Lead) => ({
      lead: await stateOf(lead),
      calls: (await callsOf(lead)).map(({ state, outcome, attempt }) => ({
        state,
        outcome,
        attempt,
      })),
      appointments: (
        await app.pool.query("select status from appointments where lead_id = $1", [lead.id])
      ).rows,
      emails: (await app.pool.query("select kind, state from emails where lead_id = $1", [lead.id]))
        .rows,
      outcomes: (
        await app.pool.query(
          "select detail->>'outcome' as outcome from activity where lead_id = $1 and kind = 'call.ended'",
          [lead.id],
        )
      ).rows,
    });
    expect(await shape(thrice)).toEqual(await shape(once));
    expect((await shape(once)).lead).toMatchObject({ status: "scheduled" });
  });

  test("that never comes is fetched by the sweep", async () => {
    await morning();
    app.standIns().vapi.outbox.faults.lose("*", Number.POSITIVE_INFINITY);
    const lead = await leadWhoActs("not-interested");
    await pass(40);
    expect(await stateOf(lead)).toMatchObject({ status: "not_interested", call_attempts: 1 });
    expect(dialsOf(lead)).toBe(1);
  });
});

describe("placing a call", () => {
  test("is never repeated when Vapi accepts it and answers 500", async () => {
    await morning();
    const lead = await leadWhoActs("not-interested");
    app.standIns().vapi.faults.nextCreates("error-after");
    await cron();
    expect((await callsOf(lead)).map((call) => call.state)).toEqual(["placing"]);
    await pass(15);
    await endLeases();
    await pass(15);
    expect(dialsOf(lead)).toBe(1);
    expect(await stateOf(lead)).toMatchObject({ status: "not_interested", call_attempts: 1 });
  });

  test("gives the attempt back when a 500 came before anything was accepted", async () => {
    await morning();
    const lead = await leadWhoActs("not-interested");
    app.standIns().vapi.faults.nextCreates("error-before");
    await cron();
    expect(await stateOf(lead)).toMatchObject({ status: "calling", call_attempts: 1 });
    await endLeases();
    await pass(15);
    expect((await callsOf(lead)).map((call) => call.state)).toEqual(["not_placed", "ended"]);
    expect(await stateOf(lead)).toMatchObject({ status: "not_interested", call_attempts: 1 });
    expect(dialsOf(lead)).toBe(1);
  });

  test.each([
    "rate-limited",
    "unauthorized",
    "out-of-credits",
    "daily-limit",
    "concurrency-limit",
  ] as const)(
    "that is refused (%s) charges nobody and says why in the run's record",
    async (fault) => {
      await morning();
      const leads = [await leadWhoActs("not-interested"), await leadWhoActs("not-interested")];
      app.standIns().vapi.faults.nextCreates(fault, Number.POSITIVE_INFINITY);
      await cron();
      for (const lead of leads) {
        expect(await stateOf(lead)).toEqual({
          status: "pending",
          call_attempts: 0,
          in_review: false,
        });
        expect(dialsOf(lead)).toBe(0);
      }
      const runs = await app.pool.query(
        "select state, error from automation_runs where team_id = $1",
        [teamId],
      );
      expect(runs.rows).toEqual([{ state: "failed", error: expect.stringMatching(/.{5}/) }]);
    },
  );

  test.each(["non-json", "concurrency-blocked"] as const)(
    "whose answer is unclear (%s) waits for a look",
    async (fault) => {
      await morning();
      const lead = await leadWhoActs("not-interested");
      app.standIns().vapi.faults.nextCreates(fault);
      await cron();
      expect((await callsOf(lead)).map((call) => call.state)).toEqual(["placing"]);
      await endLeases();
      // What failed at the provider is tried again after the retry interval.
      await pass(5 * 60);
      expect(await stateOf(lead)).toMatchObject({ status: "not_interested", call_attempts: 1 });
      expect(dialsOf(lead)).toBeLessThanOrEqual(2);
      const real = (await callsOf(lead)).filter((call) => call.outcome === "not_interested");
      expect(real).toHaveLength(1);
    },
  );

  test("is left alone when the run that claimed it is still at work", async () => {
    await morning();
    const lead = await leadWhoActs("not-interested");
    app.standIns().vapi.faults.nextCreates("error-after");
    await cron();
    await cron();
    expect((await callsOf(lead)).map((call) => call.state)).toEqual(["placing"]);
  });
});
