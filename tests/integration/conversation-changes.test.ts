import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimOne, place } from "../support/database-calls";
import { codesIn, useConversation } from "./conversation-rig";

const { app, call, newCall, ask, use, appointments, bookings, bookByHand, settle } =
  await useConversation();

async function slotFor(when: string, of: { readonly call_id: string } = call()): Promise<string> {
  const [code] = codesIn(await use("check_availability", { when }, { of }));
  if (!code) throw new Error(`nothing is free ${when}`);
  return code;
}

async function bookOn(when: string): Promise<string> {
  return await use("book_appointment", { slot_id: await slotFor(when) });
}

/** The report of a call comes in. */
async function report(says: object, of: { readonly call_id: string } = call()): Promise<void> {
  const now = app.clock.now();
  const whole = { rank: 7, report_at: now, ended_reason: "customer-ended-call", ...says };
  await app.pool.query("select settle_call($1, $2, $3)", [of.call_id, whole, now]);
}

/** Another call to the lead of the call before. */
async function callAgain() {
  const { lead_id, team_id } = await callRow();
  await app.pool.query("update leads set status = 'pending', last_called_at = null where id = $1", [
    lead_id,
  ]);
  await app.pool.query("update calls set claimed_at = claimed_at - interval '2 days'");
  const claimed = await claimOne(app.pool, team_id, app.clock.now().toISOString());
  await place(app.pool, claimed.call_id, app.clock.now().toISOString());
  return claimed;
}

async function callRow() {
  const { rows } = await app.pool.query("select * from calls where id = $1", [call().call_id]);
  return rows[0];
}

describe("reschedule_appointment", () => {
  test("moves the demo once, and the calendar, the books and the words agree", async () => {
    await bookOn("Thursday morning");
    const slot_id = await slotFor("Friday at nine");
    const args = { slot_id };
    const [first, second] = await Promise.all([
      use("reschedule_appointment", args, { id: "m1" }),
      use("reschedule_appointment", args, { id: "m1" }),
    ]);
    expect(first).toMatch(/^Done: your demo is now on Friday, March 6th at 9 AM Central Time\./);
    expect(second).toBe(first);
    expect(await use("reschedule_appointment", args)).toMatch(/on Friday.* already\.$/);
    await settle();
    const standing = bookings().filter(({ status }) => status === "accepted");
    expect(standing).toMatchObject([{ start: "2026-03-06T15:00:00.000Z" }]);
    expect((await appointments()).map(({ status }) => status).sort()).toEqual([
      "accepted",
      "rescheduled",
    ]);
  });

  test("a demo of an earlier call is moved, and the call counts as one that booked", async () => {
    await bookOn("Thursday morning");
    await report({ outcome: "booked" });
    const again = await callAgain();
    const answer = await use(
      "reschedule_appointment",
      { slot_id: await slotFor("Friday at nine", again) },
      { of: again },
    );
    expect(answer).toMatch(/^Done: your demo is now on Friday, March 6th at 9 AM/);
    await report({ outcome: "needs_review" }, again);
    const { rows } = await app.pool.query(
      "select c.outcome, l.status, l.review_reason from calls c join leads l on l.id = c.lead_id where c.id = $1",
      [again.call_id],
    );
    expect(rows).toEqual([{ outcome: "booked", status: "scheduled", review_reason: null }]);
  });

  test("without a demo there is nothing to move", async () => {
    expect(await use("reschedule_appointment", { slot_id: await slotFor("Friday") })).toMatch(
      /don't see a demo/,
    );
  });

  test.each(["error-after", "hang-after"] as const)(
    "Cal.com answering with %s moves it once",
    async (fault) => {
      await bookOn("Thursday morning");
      const args = { slot_id: await slotFor("Friday at nine") };
      app.standIns().cal.faults.nextRequests(fault, "reschedule");
      await use("reschedule_appointment", args);
      expect(await use("reschedule_appointment", args)).toMatch(/Friday, March 6th at 9 AM/);
      const standing = bookings().filter(({ status }) => status === "accepted");
      expect(standing).toMatchObject([{ start: "2026-03-06T15:00:00.000Z" }]);
    },
  );

  test("a time that is gone is answered with the nearest, and the demo stays", async () => {
    await bookOn("Thursday morning");
    const args = { slot_id: await slotFor("Friday at nine") };
    expect((await bookByHand("2026-03-06T15:00:00Z")).status).toBe(201);
    const answer = await use("reschedule_appointment", args);
    expect(answer).toMatch(/no longer free\. I have /);
    expect((await appointments()).filter(({ status }) => status === "accepted")).toHaveLength(1);
  });
});

describe("cancel_appointment", () => {
  test("cancels the demo with the person's reason, twice is once", async () => {
    await bookOn("Thursday morning");
    const answer = await use("cancel_appointment", { reason: "We closed\nthe shop" });
    expect(answer).toMatch(/is cancelled/);
    expect(bookings()).toMatchObject([
      { status: "cancelled", cancellationReason: "We closed the shop" },
    ]);
    expect(await use("cancel_appointment", {})).toMatch(/nothing to cancel/);
    await settle();
    expect(await appointments()).toMatchObject([{ status: "cancelled" }]);
  });
});

test("a demo that was booked on the web, and of which nobody has told us, is found and cancelled", async () => {
  const attendee = { name: "Pat", email: call().lead.email, timeZone: "America/Chicago" };
  app.standIns().cal.subscription.isActive = false;
  expect((await bookByHand("2026-03-06T15:00:00Z", attendee)).status).toBe(201);
  app.standIns().cal.subscription.isActive = true;
  expect(await appointments()).toEqual([]);
  expect(await use("cancel_appointment", {})).toMatch(/is cancelled/);
  expect(bookings()).toMatchObject([{ status: "cancelled" }]);
  expect(await appointments()).toMatchObject([{ status: "cancelled" }]);
});

describe("request_callback", () => {
  test("is kept as an instant of the lead's zone and said back", async () => {
    const answer = await use("request_callback", { when: "Thursday after two" });
    expect(answer).toBe(
      "I've noted that. We'll call you back on Thursday, March 5th at 2 PM Central Time.",
    );
    expect(await callRow()).toMatchObject({
      requested_callback_at: new Date("2026-03-05T20:00:00Z"),
      requested_callback_words: "Thursday after two",
    });
  });

  test("outside the hours for calling the next lawful time is said", async () => {
    const answer = await use("request_callback", { when: "tomorrow at eleven at night" });
    expect(answer).toMatch(/^I've noted that\. The first time that we may call you is Thursday, /);
  });

  test("decides the outcome, whatever the report is not sure of, and the engine keeps to it", async () => {
    await use("request_callback", { when: "Thursday after two" });
    await report({ outcome: "needs_review" });
    const { rows } = await app.pool.query(
      "select c.outcome, l.status, l.callback_at, l.review_reason from calls c join leads l on l.id = c.lead_id where c.id = $1",
      [call().call_id],
    );
    expect(rows).toMatchObject([
      {
        outcome: "callback",
        status: "pending",
        callback_at: new Date("2026-03-05T20:00:00Z"),
        review_reason: null,
      },
    ]);
  });

  test("asks when the words name no time", async () => {
    expect(await use("request_callback", { when: "whenever" })).toMatch(/What day and time/);
    expect(await use("request_callback", {})).toMatch(/What day and time/);
    expect((await callRow()).requested_callback_at).toBeNull();
  });
});

describe("opt_out", () => {
  test("suppresses number and address before it is answered, and ends the call", async () => {
    const { results } = await ask([{ id: "o1", name: "opt_out", args: { reason: "spam" } }], []);
    const { rows } = await app.pool.query(
      "select channel, address, source from suppressions where team_id = (select team_id from calls where id = $1) order by channel",
      [call().call_id],
    );
    expect(rows).toEqual([
      { channel: "phone", address: call().lead.phone, source: "call" },
      { channel: "email", address: call().lead.email, source: "call" },
    ]);
    expect(results[0]?.message).toEqual({
      type: "request-complete",
      content: results[0]?.result,
      endCallAfterSpokenEnabled: true,
    });
  });

  test("once: a repeated tool call does not undo what an admin has removed since", async () => {
    await use("opt_out", {}, { id: "o1" });
    await app.pool.query("delete from suppressions where address = $1", [call().lead.phone]);
    await use("opt_out", {}, { id: "o1" });
    await use("opt_out", {});
    const { rows } = await app.pool.query("select 1 from suppressions where address = $1", [
      call().lead.phone,
    ]);
    expect(rows).toHaveLength(0);
  });
});

describe("a time on offer", () => {
  test("is not offered in another call, and after that call has ended it is", async () => {
    const mine = await use("check_availability", { when: "Thursday at nine" });
    expect(mine).toMatch(/Thursday the 5th at 9 AM/);
    const other = await newCall();
    const theirs = await use("check_availability", { when: "Thursday at nine" }, { of: other });
    expect(theirs).not.toMatch(/Thursday the 5th at 9 AM /);
    await app.pool.query("select release_holds($1)", [call().call_id]);
    expect(await use("check_availability", { when: "Thursday at nine" }, { of: other })).toMatch(
      /Thursday the 5th at 9 AM/,
    );
  });

  test("is kept from those who book on the web, too", async () => {
    await use("check_availability", { when: "Thursday at nine" });
    const { reservations } = app.standIns().cal.calendar;
    expect(reservations.size).toBeGreaterThan(0);
  });

  test("is offered again in the same call, though the calendar hides it", async () => {
    const first = await use("check_availability", { when: "Thursday at nine" });
    await app.pool.query("update private.prepared_slots set fetched_at = '-infinity'");
    expect(await use("check_availability", { when: "Thursday at nine" })).toBe(first);
  });

  test("is booked by one of two calls that want it at the same instant", async () => {
    const other = await newCall();
    const mine = await slotFor("Thursday at nine");
    await app.pool.query("delete from private.slot_holds");
    const theirs = await slotFor("Thursday at nine", other);
    const answers = await Promise.all([
      use("book_appointment", { slot_id: mine }),
      use("book_appointment", { slot_id: theirs }, { of: other }),
    ]);
    expect(answers.filter((answer) => answer.startsWith("You're booked"))).toHaveLength(1);
    expect(answers.filter((answer) => /no longer free\. I have /.test(answer))).toHaveLength(1);
    expect(bookings()).toHaveLength(1);
  });
});

describe("what is done only after its answer", () => {
  const told: string[] = [];
  const line = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => told.push(String(chunk)));
    request.on("end", () => response.end("{}"));
  });
  beforeAll(() => new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => line.close(resolve)));

  /** A booking that the calendar takes longer over than a person waits; what goes on is in `work`. */
  async function bookLate(work: Promise<unknown>[]) {
    const { port } = line.address() as AddressInfo;
    await app.pool.query("update calls set monitor_control_url = $2 where id = $1", [
      call().call_id,
      `http://127.0.0.1:${port}/control`,
    ]);
    told.length = 0;
    const args = { slot_id: await slotFor("Thursday morning") };
    app.standIns().cal.faults.latencies.set("book", 3500);
    const { results } = await ask([{ id: "late", name: "book_appointment", args }], work);
    expect(results[0]?.result).toMatch(/hold while I check again/);
    return args;
  }

  async function finish(work: readonly Promise<unknown>[]): Promise<void> {
    for (let done = 0; done < work.length; done += 1) await work[done];
    app.standIns().cal.faults.clear();
  }

  test("is handed to the agent while the person is still on the line, and kept", async () => {
    const work: Promise<unknown>[] = [];
    await bookLate(work);
    await finish(work);
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? "")).toMatchObject({
      type: "add-message",
      message: { role: "system", content: expect.stringContaining("You're booked for Thursday") },
      triggerResponseEnabled: true,
    });
    const { rows } = await app.pool.query(
      "select result, late_result from tool_calls where call_id = $1 and tool_call_id = 'late'",
      [call().call_id],
    );
    expect(rows[0].result).toMatch(/hold/);
    expect(rows[0].late_result).toMatch(/^You're booked/);
  });

  test("is not said twice when the agent has asked again", async () => {
    const work: Promise<unknown>[] = [];
    const args = await bookLate(work);
    expect(await use("book_appointment", args)).toMatch(/^You're booked/);
    await finish(work);
    expect(told).toEqual([]);
    expect(bookings()).toHaveLength(1);
  });
});

test("several tool calls in one message are answered in order", async () => {
  const work: Promise<unknown>[] = [];
  const { results } = await ask(
    [
      { id: "a", name: "check_availability", args: {} },
      { id: "b", name: "open_the_door", args: {} },
      { id: "c", name: "request_callback", args: { when: "tomorrow at three" } },
    ],
    work,
  );
  expect(results.map(({ toolCallId }) => toolCallId)).toEqual(["a", "b", "c"]);
  expect(results.map(({ result }) => result.slice(0, 12))).toEqual([
    "I have Tuesd",
    "I can't do t",
    "I've noted t",
  ]);
  await Promise.all(work);
});
