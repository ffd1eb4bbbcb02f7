import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { codesIn, useConversation } from "./conversation-rig";

const { app, call, ask, use, appointments, bookings, bookByHand, forgetBudget, settle } =
  await useConversation();

describe("check_availability", () => {
  test("offers times of the lead's own zone with codes", async () => {
    const answer = await use("check_availability");
    expect(answer).toMatch(/^I have Tuesday the 3rd at \d.* \(slot S1\).* Central Time\.$/);
    expect(codesIn(answer)).toEqual(["S1", "S2", "S3"]);
    const { rows } = await app.pool.query(
      "select code, start_at, timezone from slot_offers where call_id = $1 order by code",
      [call().call_id],
    );
    expect(rows.map((row) => row.timezone)).toEqual(Array(3).fill("America/Chicago"));
  });

  test("keeps to the day and the part of it that was asked for", async () => {
    const answer = await use("check_availability", {
      when: "this Thursday",
      part_of_day: "afternoon",
      call_id: "x",
    });
    expect(answer).toMatch(/^I have Thursday the 5th at 12 PM \(slot S1\)/);
    expect(answer).not.toContain("AM");
  });

  test.each([
    ["a day without times", "Saturday", /^I have nothing .*Saturday.*\. The nearest times are /],
    ["an hour without times", "Thursday after five", /^I have nothing .*5 PM, but around then I/],
    ["a day too far off", "May 1st", /^I can only book up to Tuesday the 10th\. The nearest/],
    ["words that name no time", "whenever suits you", /^I have Tuesday the 3rd/],
    ["next week", "next week", /^I have Monday the 9th /],
  ])("answers %s with what comes nearest", async (_name, when, expected) => {
    const answer = await use("check_availability", { when });
    expect(answer).toMatch(expected);
    expect(codesIn(answer).length).toBeGreaterThan(0);
  });

  test("says what it needs when the arguments make no sense", async () => {
    expect(await use("check_availability", { part_of_day: "night" })).toMatch(/morning/);
    expect(await use("check_availability", { when: 7 })).toMatch(/plain words/);
  });

  test("a hanging calendar is answered within the deadline", async () => {
    app.standIns().cal.faults.nextRequests("hang-before", "slots");
    const startedMs = Date.now();
    expect(await use("check_availability")).toMatch(/call you back/);
    expect(Date.now() - startedMs).toBeLessThan(3200);
  });

  test("a time that was offered before keeps its code", async () => {
    const first = await use("check_availability");
    expect(await use("check_availability")).toBe(first);
  });
});

describe("book_appointment", () => {
  test("books the offered time once, and says when in the lead's zone", async () => {
    const offer = await use("check_availability", { when: "2026-03-05" });
    const answer = await use("book_appointment", { slot_id: codesIn(offer)[0] });
    expect(answer).toMatch(/^You're booked for Thursday, March 5th at 9 AM Central Time\./);
    expect(bookings()).toMatchObject([
      {
        start: "2026-03-05T15:00:00.000Z",
        attendee: { name: "Pat Lee", email: call().lead.email, timeZone: "America/Chicago" },
        metadata: { callId: call().call_id, leadId: call().lead_id },
      },
    ]);
    const expected = {
      call_id: call().call_id,
      status: "accepted",
      start_time: new Date("2026-03-05T15:00:00Z"),
      customer_name: "Pat Lee",
      attendee_timezone: "America/Chicago",
    };
    expect(await appointments()).toMatchObject([expected]);
    await settle();
    expect(await appointments()).toMatchObject([expected]);
    const { rows } = await app.pool.query("select kind from emails where lead_id = $1", [
      call().lead_id,
    ]);
    expect(rows).toEqual([{ kind: "appointment_confirmation" }]);
  });

  test("the same tool call twice at once books once and is answered the same", async () => {
    const code = codesIn(await use("check_availability"))[0];
    const args = { slot_id: code };
    const answers = await Promise.all([
      use("book_appointment", args, { id: "call_1" }),
      use("book_appointment", args, { id: "call_1" }),
      use("book_appointment", args, { id: "call_1" }),
    ]);
    expect(answers[0]).toMatch(/^You're booked/);
    expect(new Set(answers).size).toBe(1);
    expect(bookings()).toHaveLength(1);
    expect(await use("book_appointment", args, { id: "call_1" })).toBe(answers[0]);
  });

  test("the same slot under other tool call ids books once", async () => {
    const args = { slot_id: codesIn(await use("check_availability"))[0] };
    const answers = await Promise.all([
      use("book_appointment", args),
      use("book_appointment", args),
    ]);
    answers.push(await use("book_appointment", args));
    expect(answers[0]).toMatch(/^You're booked/);
    expect(new Set(answers).size).toBe(1);
    expect(bookings()).toHaveLength(1);
  });

  test("a webhook that comes before the API's answer changes nothing", async () => {
    app.standIns().cal.subscription.mode = "inline";
    const args = { slot_id: codesIn(await use("check_availability"))[0] };
    expect(await use("book_appointment", args)).toMatch(/^You're booked/);
    expect(await appointments()).toHaveLength(1);
  });

  test("a stolen slot is answered with the nearest free ones, which can be booked", async () => {
    const offer = await use("check_availability", { when: "2026-03-05", part_of_day: "afternoon" });
    app.standIns().cal.faults.takeNextBooking();
    const answer = await use("book_appointment", { slot_id: codesIn(offer)[0] });
    expect(answer).toMatch(/^Sorry, that time is no longer free\. I have Thursday the 5th at 11/);
    expect(codesIn(answer)).toHaveLength(3);
    expect(await appointments()).toMatchObject([]);
    const second = await use("book_appointment", { slot_id: codesIn(answer)[0] });
    expect(second).toMatch(/^You're booked for Thursday, March 5th at 11/);
  });

  test("a slot that somebody booked by hand meanwhile is gone", async () => {
    const offer = await use("check_availability", { when: "2026-03-05" });
    expect((await bookByHand("2026-03-05T15:00:00Z")).status).toBe(201);
    expect(await use("book_appointment", { slot_id: codesIn(offer)[0] })).toMatch(/no longer free/);
  });

  test.each(["error-after", "error-before", "conflict"] as const)(
    "Cal.com answering a booking with %s ends in one booking at most",
    async (fault) => {
      const args = { slot_id: codesIn(await use("check_availability"))[0] };
      app.standIns().cal.faults.nextRequests(fault, "book");
      const answer = await use("book_appointment", args);
      expect(answer).toMatch(fault === "conflict" ? /no longer free/ : /^You're booked/);
      expect(bookings()).toHaveLength(fault === "conflict" ? 0 : 1);
      expect(await appointments()).toHaveLength(bookings().length);
    },
  );

  test("a time-out after booking is answered in time and resolved by looking", async () => {
    const args = { slot_id: codesIn(await use("check_availability"))[0] };
    app.standIns().cal.faults.nextRequests("hang-after", "book");
    const startedMs = Date.now();
    const behind: Promise<unknown>[] = [];
    const answers = await ask([{ id: "t1", name: "book_appointment", args }], behind);
    const late = answers.results[0]?.result;
    expect(Date.now() - startedMs).toBeLessThan(3100);
    expect(late).toMatch(/hold while I check again/);
    for (let done = 0; done < behind.length; done += 1) await behind[done];
    expect(bookings()).toHaveLength(1);
    expect(await appointments()).toMatchObject([{ status: "accepted", call_id: call().call_id }]);
    expect(await use("book_appointment", args)).toMatch(/^You're booked/);
    expect(await use("book_appointment", args, { id: "t1" })).toBe(late);
    expect(bookings()).toHaveLength(1);
  });

  test("a calendar that is down for good is said to be so, and nothing is booked", async () => {
    const args = { slot_id: codesIn(await use("check_availability"))[0] };
    app.standIns().cal.faults.nextRequests("rate-limited", "any", 5);
    expect(await use("book_appointment", args)).toMatch(/call you back/);
    app.standIns().cal.faults.clear();
    await forgetBudget();
    expect(await use("book_appointment", args)).toMatch(/^You're booked/);
  });

  test("takes the name and address that the person gave, and refuses what is no address", async () => {
    const slot_id = codesIn(await use("check_availability"))[0];
    const unclear = await use("book_appointment", {
      slot_id,
      attendee_email: "pat at lee dot com",
    });
    expect(unclear).toMatch(/spell it/);
    await use("book_appointment", {
      slot_id: `slot ${slot_id?.toLowerCase()}`,
      attendee_name: "Sam\nOwner",
      attendee_email: "Sam@Lee.example",
    });
    expect(bookings()).toMatchObject([
      { attendee: { name: "Sam Owner", email: "sam@lee.example" } },
    ]);
  });

  test("never books a time of the model's own making", async () => {
    await use("check_availability");
    for (const slot_id of ["S9", "2026-03-05T15:00:00Z", "'; drop table leads", "S1 "]) {
      const answer = await use("book_appointment", { slot_id });
      expect(answer).toMatch(slot_id === "S1 " ? /^You're booked/ : /not offered in this call/);
    }
    expect(await use("book_appointment", {})).toMatch(/code of the time/);
    expect(bookings()).toHaveLength(1);
  });

  test("a second time in the same call is not booked beside the first", async () => {
    const [first, second] = codesIn(await use("check_availability"));
    await use("book_appointment", { slot_id: first });
    expect(await use("book_appointment", { slot_id: second })).toMatch(/booked already, for/);
    expect(bookings()).toHaveLength(1);
  });

  test("a booking that the host has to confirm is said to be a request", async () => {
    Object.assign(app.standIns().cal.eventType, { requiresConfirmation: true });
    const slot_id = codesIn(await use("check_availability"))[0];
    expect(await use("book_appointment", { slot_id })).toMatch(
      /^I've requested .* confirmed it\.$/,
    );
    expect(await use("book_appointment", { slot_id })).toMatch(/^I've requested /);
    expect(await appointments()).toMatchObject([{ status: "pending" }]);
  });
});

describe("any tool call", () => {
  test("of an unknown tool or call is answered", async () => {
    expect(await use("open_the_door", { how: 1 })).toMatch(/can't do that here/);
    const of = { call_id: randomUUID() };
    expect(await use("check_availability", {}, { of })).toMatch(/call you back/);
  });

  test("is answered when the answer of its first delivery cannot be read", async () => {
    await app.pool.query(
      `insert into tool_calls (team_id, call_id, tool_call_id, name, arguments, requested_at)
       select team_id, id, 'begun', 'check_availability', '{}', now() from calls where id = $1`,
      [call().call_id],
    );
    const ctx = app.context("vapi");
    // What PostgREST answers when it has lost its database, without the client's own patience.
    const error = { code: "PGRST001", message: "no connection" };
    const single = async () => ({ data: null, error });
    const from = () => ({ select: () => ({ eq: () => ({ eq: () => ({ single }) }) }) });
    const db = Object.assign(Object.create(ctx.db), { from });
    const asked = [{ id: "begun", name: "check_availability", args: {} }];
    const { results } = await ask(asked, [], call(), { ...ctx, db });
    expect(results).toMatchObject([
      { toolCallId: "begun", result: expect.stringMatching(/moment/) },
    ]);
  });

  test("is kept with its answer and how long it took", async () => {
    const answer = await use("check_availability", { part_of_day: "any" }, { id: "call_9" });
    const { rows } = await app.pool.query(
      "select name, arguments, result, duration_ms from tool_calls where tool_call_id = 'call_9' and call_id = $1",
      [call().call_id],
    );
    expect(rows).toMatchObject([
      { name: "check_availability", arguments: { part_of_day: "any" }, result: answer },
    ]);
    expect(rows[0].duration_ms).toBeGreaterThanOrEqual(0);
  });
});
