import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import * as door from "@/app/api/webhook/cal/route";
import { hmacSha256Hex } from "@/lib/utils/secrets";
import { createTeam, updateRow } from "../support/database-actors";
import { type LeadInCall, leadInCall, settle } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { IDS, SECRETS } from "./stand-ins/rig";

interface Delivery {
  triggerEvent: string;
  createdAt: string;
  payload: Record<string, unknown>;
}

const app = await useBookingApp();

let call: LeadInCall;
let serial = 0;
let uid = "";
let movedUid = "";

beforeEach(async () => {
  const teamId = await createTeam(app.pool);
  call = await leadInCall(app.pool, teamId, { now: app.clock.now().toISOString() });
  serial += 1;
  uid = `uid${serial}`;
  movedUid = `moved${serial}`;
});

/** A fixture as an event about the lead of this test. */
function event(name: string, changes: Record<string, unknown> = {}): Delivery {
  const file = new URL(`../fixtures/cal/${name}.json`, import.meta.url);
  const text = readFileSync(file, "utf8")
    .replaceAll("7mQ4cJr2bVxYk8nT5pWz3D", uid)
    .replaceAll("2kFhT9sWqLr6aZx1nBvC8e", movedUid)
    .replaceAll("5f6b9a2e-3d1c-4c57-9a53-6f5f0d1d2a02", call.call_id)
    .replaceAll(/pat@lee-heating\.test/gi, call.lead.email);
  const delivery: Delivery = JSON.parse(text);
  return { ...delivery, payload: { ...delivery.payload, ...changes } };
}

function post(body: string, signature?: string): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json" });
  if (signature !== undefined) headers.set("x-cal-signature-256", signature);
  return door.POST(
    new Request("http://app.test/api/webhook/cal", { method: "POST", headers, body }),
  );
}

async function deliver(delivery: unknown): Promise<number> {
  const body = typeof delivery === "string" ? delivery : JSON.stringify(delivery);
  return (await post(body, hmacSha256Hex(SECRETS.calWebhookSecret, body))).status;
}

const countOf = async (table: string) =>
  Number((await app.pool.query(`select count(*) from ${table}`)).rows[0].count);

async function lastEvent() {
  const { rows } = await app.pool.query(
    "select type, state, reason, payload, raw_body, delivery_count from webhook_events order by created_at desc limit 1",
  );
  return rows[0];
}

/** All that an event can change, without ids and times of writing. */
async function finalState() {
  const appointments = await app.pool.query(
    "select cal_booking_uid, previous_uid, lead_id, call_id, status, start_time, end_time, customer_name, customer_email, customer_phone, cancellation_reason, meeting_url, is_no_show, last_event_at from appointments where cal_booking_uid in ($1, $2) order by cal_booking_uid",
    [uid, movedUid],
  );
  const lead = await app.pool.query("select status, review_reason from leads where id = $1", [
    call.lead_id,
  ]);
  const mails = await app.pool.query(
    "select kind, state from emails where lead_id = $1 and state <> 'cancelled' order by dedupe_key",
    [call.lead_id],
  );
  return { appointments: appointments.rows, lead: lead.rows, mails: mails.rows };
}

async function wipe(): Promise<void> {
  await app.pool.query("delete from emails where lead_id = $1", [call.lead_id]);
  await app.pool.query("delete from appointments where cal_booking_uid in ($1, $2)", [
    uid,
    movedUid,
  ]);
  await app.pool.query("delete from webhook_events");
  await updateRow(app.pool, "leads", "id", call.lead_id, {
    status: "pending",
    review_reason: null,
  });
}

describe("the door", () => {
  test.each([
    ["no signature", undefined],
    ["an empty one", ""],
    ["that of a subscription without a secret", "no-secret-provided"],
    ["that of another secret", hmacSha256Hex("some-other-secret", "{}")],
  ])("with %s is closed, and nothing is written", async (_name, signature) => {
    const before = [await countOf("webhook_events"), await countOf("appointments")];
    const response = await post(JSON.stringify(event("booking-created")), signature);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(/stack|select|secret-/);
    expect([await countOf("webhook_events"), await countOf("appointments")]).toEqual(before);
  });

  test("refuses a body that is too large before anything else", async () => {
    const before = await countOf("webhook_events");
    expect(await deliver("x".repeat(256 * 1024 + 1))).toBe(413);
    expect(await countOf("webhook_events")).toBe(before);
  });

  test("takes POST only", () => {
    const methods = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"];
    expect(methods.filter((method) => method in door)).toEqual([]);
  });

  test.each([
    ["no JSON", "{", /body/],
    ["another shape", '{"triggerEvent":"BOOKING_CREATED"}', /createdAt.*payload/],
    ["an event without a name", "{}", /triggerEvent/],
  ])("keeps a signed body with %s as rejected", async (_name, body, reason) => {
    expect(await deliver(body)).toBe(400);
    expect(await deliver(body)).toBe(400);
    expect(await lastEvent()).toMatchObject({
      state: "rejected",
      raw_body: body,
      reason: expect.stringMatching(reason),
    });
  });

  test.each([
    ["a NUL character", { title: "\u0000" }],
    ["an impossible time", { startTime: "9999-12-31T23:59:59Z", endTime: "9999-12-31T23:59:60Z" }],
  ])("refuses %s for good, without a trace of the database", async (_name, changes) => {
    const body = JSON.stringify(event("booking-created", changes));
    const response = await post(body, hmacSha256Hex(SECRETS.calWebhookSecret, body));
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/sql|22P05|constraint/i);
    expect(await lastEvent()).toMatchObject({ state: "rejected" });
    expect((await finalState()).appointments).toEqual([]);
  });

  test.each([
    "ping",
    "meeting-started",
    "meeting-ended",
    "form-submitted",
    "form-submitted-no-event",
    "booking-payment-initiated",
    "booking-paid",
    "recording-ready",
    "instant-meeting",
    "ooo-created",
  ])("keeps %s and changes nothing", async (name) => {
    const before = await finalState();
    expect(await deliver(event(name))).toBe(200);
    expect(await lastEvent()).toMatchObject({ state: "ignored" });
    expect(await finalState()).toEqual(before);
  });

  test("keeps an event that it does not know", async () => {
    expect(await deliver({ triggerEvent: "SOMETHING_NEW", createdAt: "?" })).toBe(200);
    expect(await lastEvent()).toMatchObject({ type: "SOMETHING_NEW", state: "ignored" });
  });
});

describe("bookings", () => {
  test("of this call become appointments; the lead follows when the call has ended", async () => {
    expect(await deliver(event("booking-created"))).toBe(200);
    expect(await finalState()).toMatchObject({
      appointments: [
        {
          cal_booking_uid: uid,
          lead_id: call.lead_id,
          call_id: call.call_id,
          status: "accepted",
          start_time: new Date("2026-12-01T14:00:00Z"),
          customer_phone: "+12125550123",
        },
      ],
      lead: [{ status: "calling" }],
      mails: [{ kind: "appointment_confirmation", state: "queued" }],
    });
    await settle(app.pool, call.call_id, { outcome: "needs_review" });
    expect((await finalState()).lead).toMatchObject([{ status: "scheduled" }]);
  });

  test("made by hand are found by the attendee's address", async () => {
    await settle(app.pool, call.call_id, { outcome: "no_answer" });
    await deliver(event("booking-created", { metadata: {}, smsReminderNumber: null }));
    expect(await finalState()).toMatchObject({
      appointments: [{ lead_id: call.lead_id, call_id: null }],
      lead: [{ status: "scheduled" }],
    });
  });

  test("that nobody's team knows are kept as ignored", async () => {
    const attendees = [{ email: "stranger@nowhere.example", name: "?", timeZone: "UTC" }];
    await createTeam(app.pool);
    await deliver(event("booking-created", { attendees, metadata: {} }));
    expect(await lastEvent()).toMatchObject({ state: "ignored" });
  });

  test("come to the same end three times over and in any order", async () => {
    await settle(app.pool, call.call_id, { outcome: "needs_review" });
    const story = [
      event("booking-requested"),
      event("booking-created"),
      event("booking-rescheduled"),
      event("booking-cancelled", {
        uid: movedUid,
        startTime: "2026-12-02T19:00:00+00:00",
        endTime: "2026-12-02T19:30:00+00:00",
      }),
    ];
    await wipe();
    for (const part of story) await deliver(part);
    const once = await finalState();
    expect(once.appointments).toMatchObject([
      { cal_booking_uid: movedUid, previous_uid: uid, status: "cancelled" },
      { cal_booking_uid: uid, status: "rescheduled" },
    ]);
    for (const order of [
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
      [3, 0, 2, 1],
    ]) {
      await wipe();
      for (const round of [order, [...order].reverse(), order]) {
        for (const index of round) expect(await deliver(story[index])).toBe(200);
      }
      const { rows } = await app.pool.query("select delivery_count from webhook_events");
      expect(rows.map((row) => row.delivery_count)).toEqual([3, 3, 3, 3]);
      expect({ order, state: await finalState() }).toEqual({ order, state: once });
    }
  });

  test("delivered three times at once are applied once", async () => {
    const body = event("booking-created");
    expect(await Promise.all([deliver(body), deliver(body), deliver(body)])).toEqual([
      200, 200, 200,
    ]);
    const state = await finalState();
    expect(state.appointments).toHaveLength(1);
    expect(state.mails).toHaveLength(1);
  });

  test("that are cancelled take the lead out of the schedule and the mail out of the queue", async () => {
    await settle(app.pool, call.call_id, { outcome: "needs_review" });
    await deliver(event("booking-created"));
    await deliver(event("booking-cancelled"));
    expect(await finalState()).toMatchObject({
      appointments: [{ status: "cancelled", cancellation_reason: "We found somebody else." }],
      lead: [{ status: "pending", review_reason: expect.stringContaining("cancelled") }],
      mails: [],
    });
  });

  test("that were missed are marked, and unmarked", async () => {
    await deliver(event("booking-created"));
    await deliver(event("booking-no-show-updated"));
    expect((await finalState()).appointments).toMatchObject([{ is_no_show: true }]);
    const attendees = [{ email: call.lead.email, noShow: false }];
    const later = { createdAt: "2026-12-01T14:40:00.000Z" };
    await deliver({ ...event("booking-no-show-updated", { attendees }), ...later });
    expect((await finalState()).appointments).toMatchObject([{ is_no_show: false }]);
  });

  test("are tried again after a failure of ours", async () => {
    await app.pool.query(
      "create function public.fail_once() returns trigger language plpgsql as $$ begin raise exception 'disk' using errcode = '53100'; end $$",
    );
    await app.pool.query(
      "create trigger fail_once before insert on appointments for each row execute function public.fail_once()",
    );
    expect(await deliver(event("booking-created"))).toBe(500);
    expect(await lastEvent()).toMatchObject({ state: "failed" });
    await app.pool.query("drop trigger fail_once on appointments; drop function public.fail_once");
    expect(await deliver(event("booking-created"))).toBe(200);
    expect(await lastEvent()).toMatchObject({ state: "processed", delivery_count: 2 });
    expect((await finalState()).appointments).toHaveLength(1);
  });
});

describe("what an event does not say, or cannot be", () => {
  const cal = () => app.standIns().cal;

  /** A booking that the calendar has, with its uid in the place of the fixtures'. */
  async function bookInCalendar(start = "2026-03-05T16:00:00Z"): Promise<string> {
    const booking = await cal().book({
      eventTypeId: IDS.eventTypeId,
      start,
      attendee: {
        name: "Pat Lee",
        email: call.lead.email,
        timeZone: "America/New_York",
        phoneNumber: "+12125550123",
      },
      metadata: { callId: call.call_id, leadId: call.lead_id },
    });
    uid = String(booking.uid);
    return uid;
  }

  async function rows() {
    const { rows: found } = await app.pool.query(
      "select cal_booking_uid as uid, call_id, status, start_time as start, is_no_show from appointments where lead_id = $1 order by start_time",
      [call.lead_id],
    );
    return found;
  }

  beforeEach(() => {
    // What the calendar tells by itself is not part of these stories.
    cal().subscription.isActive = false;
    cal().calendar.bookings.clear();
    cal().rateLimit.limit = 1000;
  });

  test("a cancellation of a booking never heard of is completed by the calendar", async () => {
    await bookInCalendar();
    await cal().cancel(uid, { cancellationReason: "No time" }, "host");
    const times = { startTime: "2026-03-05T16:00:00+00:00", endTime: "2026-03-05T16:30:00+00:00" };
    expect(await deliver(event("booking-cancelled", times))).toBe(200);
    expect(await rows()).toMatchObject([
      { uid, call_id: call.call_id, status: "cancelled", start: new Date("2026-03-05T16:00:00Z") },
    ]);
  });

  test("a cancellation that is told before it is made stands all the same", async () => {
    await bookInCalendar();
    await deliver(event("booking-cancelled"));
    expect(await rows()).toMatchObject([{ uid, call_id: call.call_id, status: "cancelled" }]);
  });

  test.each(["booking-location-updated", "booking-reassigned"])(
    "%s without a status leaves the booking as the calendar has it",
    async (name) => {
      await bookInCalendar();
      const changes = { status: undefined, startTime: undefined, endTime: undefined };
      expect(await deliver(event(name, changes))).toBe(200);
      expect(await lastEvent()).toMatchObject({ state: "processed" });
      expect(await rows()).toMatchObject([{ uid, call_id: call.call_id, status: "accepted" }]);
    },
  );

  test("a payment and a body made by a template bring the booking in", async () => {
    for (const name of ["booking-paid", "booking-created-template"]) {
      await bookInCalendar();
      expect(await deliver(event(name))).toBe(200);
      expect(await rows()).toMatchObject([{ uid, call_id: call.call_id, status: "accepted" }]);
      await cal().cancel(uid, { cancellationReason: "Again" }, "host");
      await app.pool.query("delete from appointments where cal_booking_uid = $1", [uid]);
    }
  });

  test("a no-show of a booking never heard of brings both in", async () => {
    await bookInCalendar();
    expect(await deliver(event("booking-no-show-updated"))).toBe(200);
    expect(await rows()).toMatchObject([{ uid, status: "accepted", is_no_show: true }]);
  });

  test("an event about a booking that was moved on finds its successor", async () => {
    await bookInCalendar();
    const moved = await cal().reschedule(uid, { start: "2026-03-06T16:00:00Z" }, "host");
    expect(await deliver(event("booking-created-template"))).toBe(200);
    expect(await rows()).toMatchObject([
      { uid, status: "rescheduled" },
      { uid: moved.uid, status: "accepted", call_id: call.call_id },
    ]);
    expect(await finalState()).toMatchObject({ lead: [{ review_reason: null }] });
  });

  test.each([
    ["rejected after it was cancelled", "booking-rejected", "cancelled"],
    ["waiting again after it was confirmed", "booking-requested", "accepted"],
  ])("a booking %s: the calendar decides", async (_name, name, status) => {
    await bookInCalendar();
    await deliver(event("booking-created"));
    if (status === "cancelled") {
      await cal().cancel(uid, { cancellationReason: "No time" }, "host");
      await deliver(event("booking-cancelled"));
    }
    const later = { createdAt: "2026-11-30T00:00:00.000Z" };
    expect(await deliver({ ...event(name), ...later })).toBe(200);
    expect(await rows()).toMatchObject([{ uid, status }]);
  });

  test.each([
    ["is down", "error-before", 503],
    ["wants to be asked less", "rate-limited", 429],
  ] as const)(
    "while the calendar %s, an event is kept and wanted again",
    async (_n, fault, status) => {
      await bookInCalendar();
      cal().faults.nextRequests(fault, "get");
      expect(await deliver(event("booking-created-template"))).toBe(status);
      expect(await lastEvent()).toMatchObject({ state: "failed" });
      expect(await rows()).toEqual([]);
      await app.pool.query("update private.provider_budgets set blocked_until = '-infinity'");
      expect(await deliver(event("booking-created-template"))).toBe(200);
      expect(await lastEvent()).toMatchObject({ state: "processed", delivery_count: 2 });
      expect(await rows()).toHaveLength(1);
    },
  );
});
