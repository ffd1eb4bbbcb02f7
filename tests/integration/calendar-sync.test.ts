import { beforeEach, describe, expect, test } from "vitest";
import { handleStoredEvent } from "@/app/api/webhook/cal/handle";
import { syncCalendar } from "@/lib/services/appointments/sync";
import { requestCheck } from "@/lib/services/appointments/truth";
import { createTeam } from "../support/database-actors";
import { type LeadInCall, leadInCall, settle } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { IDS } from "./stand-ins/rig";

const app = await useBookingApp();
const MINUTE_MS = 60_000;

let call: LeadInCall;

/** No webhook ever comes in these stories. */
beforeEach(async () => {
  const teamId = await createTeam(app.pool);
  call = await leadInCall(app.pool, teamId, { now: app.clock.now().toISOString() });
  const { cal } = app.standIns();
  cal.subscription.isActive = false;
  cal.calendar.bookings.clear();
  cal.rateLimit.limit = 100_000;
  await app.pool.query("delete from appointments; delete from private.calendar_syncs");
  await app.pool.query("delete from webhook_events; delete from booking_requests");
  await app.pool.query("delete from private.provider_budgets");
  await app.clock.advance(MINUTE_MS);
});

const sync = () => syncCalendar(app.context("cron"), handleStoredEvent);
const calendar = () => app.standIns().cal;

async function book(hour: number, day = 5, metadata: object = { callId: call.call_id }) {
  const start = new Date(Date.UTC(2026, 2, day, hour)).toISOString();
  const booking = await calendar().book({
    eventTypeId: IDS.eventTypeId,
    start,
    attendee: { name: "Pat Lee", email: call.lead.email, timeZone: "America/Chicago" },
    metadata,
  });
  return String(booking.uid);
}

async function appointments() {
  const { rows } = await app.pool.query<{ uid: string; status: string; start: Date }>(
    "select cal_booking_uid as uid, status, start_time as start, is_no_show, lead_id from appointments order by start_time, status",
  );
  return rows;
}

const lead = async () =>
  (await app.pool.query("select status, review_reason from leads where id = $1", [call.lead_id]))
    .rows[0];

describe("without a single webhook", () => {
  test("bookings appear, made in a call or by hand", async () => {
    await settle(app.pool, call.call_id, { outcome: "no_answer" });
    const uid = await book(16);
    const byHand = await book(17, 5, {});
    expect(await sync()).toMatchObject({ changes: 2, failedParts: [] });
    expect(await appointments()).toMatchObject([
      { uid, status: "accepted", lead_id: call.lead_id },
      { uid: byHand, status: "accepted", lead_id: call.lead_id },
    ]);
    expect(await lead()).toMatchObject({ status: "scheduled" });
  });

  test("bookings that were moved, moved again and cancelled by hand are right after the next run", async () => {
    await settle(app.pool, call.call_id, { outcome: "needs_review" });
    const uid = await book(16);
    const other = await book(18);
    await sync();
    await app.clock.advance(30 * MINUTE_MS);
    const second = await calendar().reschedule(uid, { start: "2026-03-06T16:00:00Z" }, "host");
    const third = await calendar().reschedule(
      String(second.uid),
      { start: "2026-03-09T16:00:00Z" },
      "host",
    );
    await calendar().cancel(other, { cancellationReason: "No time" }, "host");
    await sync();
    expect(await appointments()).toMatchObject([
      { uid, status: "rescheduled" },
      { uid: other, status: "cancelled" },
      { uid: second.uid, status: "rescheduled" },
      { uid: third.uid, status: "accepted", lead_id: call.lead_id },
    ]);
    expect(await lead()).toMatchObject({ status: "scheduled", review_reason: null });
    const { rows } = await app.pool.query(
      "select kind from activity where lead_id = $1 and kind = 'appointment.cancelled'",
      [call.lead_id],
    );
    expect(rows).toHaveLength(1);
  });
});

describe("a run", () => {
  test("repeated, or beside another, changes nothing", async () => {
    const uid = await book(16);
    await calendar().reschedule(uid, { start: "2026-03-06T16:00:00Z" }, "host");
    await Promise.all([sync(), sync(), sync()]);
    const once = await appointments();
    await sync();
    expect(await appointments()).toEqual(once);
    expect(once).toHaveLength(2);
    const { rows } = await app.pool.query(
      "select state from emails where lead_id = $1 and kind = 'appointment_confirmation' and state = 'queued'",
      [call.lead_id],
    );
    expect(rows).toHaveLength(1);
  });

  test("reads page after page, and goes on where the last one ended", async () => {
    let count = 0;
    for (let day = 4; count < 120; day += 1) {
      for (let half = 0; half < 16 && count < 120; half += 1) {
        const startMs = Date.UTC(2026, 2, day, 15 + Math.floor(half / 2), (half % 2) * 30);
        try {
          await calendar().calendar.book({
            eventTypeId: IDS.eventTypeId,
            startMs,
            attendee: { name: "P", email: call.lead.email, timeZone: "UTC", language: "en" },
            guests: [],
            responses: {},
            metadata: {},
          });
          count += 1;
          if (count % 3 === 0) await app.clock.advance(30_000);
        } catch {
          // A weekend, or too soon.
        }
      }
    }
    expect(await sync()).toMatchObject({ failedParts: [] });
    expect(await appointments()).toHaveLength(120);
    await app.clock.advance(30 * MINUTE_MS);
    expect((await sync()).changes).toBeLessThan(50);
  });

  test("that cannot reach the calendar says so, and the next one catches up", async () => {
    await book(16);
    calendar().faults.nextRequests("error-before", "list");
    expect(await sync()).toMatchObject({ changes: 0, failedParts: ["changes"] });
    expect(await sync()).toMatchObject({ changes: 1, failedParts: [] });
  });

  test("that has used up its share leaves the rest to bookings", async () => {
    await app.pool.query("insert into private.provider_budgets (key) values ('cal')");
    await app.pool.query(
      "insert into private.provider_requests values ('cal', date_trunc('second', clock_timestamp()), 60)",
    );
    const asked = calendar().rateLimit;
    asked.limit = 120;
    expect(await sync()).toMatchObject({ failedParts: ["changes"] });
  });
});

describe("what was left open", () => {
  const request = async (start: string, previousUid: string | null = null) => {
    await app.pool.query(
      "insert into booking_requests (team_id, call_id, start_at, requested_at, previous_uid, kind) select team_id, id, $2, now(), $3, case when $3::text is null then 'book' else 'move' end::booking_request_kind from calls where id = $1",
      [call.call_id, start, previousUid],
    );
    await app.pool.query("alter table booking_requests disable trigger booking_requests_touch");
    await app.pool.query("update booking_requests set updated_at = now() - interval '2 minutes'");
    await app.pool.query("alter table booking_requests enable trigger booking_requests_touch");
  };
  const requests = async () =>
    (
      await app.pool.query(
        "select state, cal_booking_uid as uid from booking_requests order by start_at",
      )
    ).rows;

  test("a request that the calendar has carried out is booked; the others have failed", async () => {
    const uid = await book(16);
    await book(18, 5, { callId: "another" });
    await request("2026-03-05T16:00:00Z");
    await request("2026-03-05T18:00:00Z");
    expect(await sync()).toMatchObject({ requests: 2, failedParts: [] });
    expect(await requests()).toEqual([
      { state: "booked", uid },
      { state: "failed", uid: null },
    ]);
  });

  test("a move that the calendar has carried out is done", async () => {
    const uid = await book(16);
    const moved = await calendar().reschedule(uid, { start: "2026-03-06T16:00:00Z" }, "host");
    await request("2026-03-06T16:00:00Z", uid);
    await request("2026-03-09T16:00:00Z", uid);
    expect(await sync()).toMatchObject({ requests: 2, failedParts: [] });
    expect(await requests()).toEqual([
      { state: "booked", uid: moved.uid },
      { state: "failed", uid: null },
    ]);
    expect(await appointments()).toMatchObject([
      { uid, status: "rescheduled" },
      { uid: moved.uid, status: "accepted" },
    ]);
  });

  test("a request stays open while the calendar cannot be asked", async () => {
    await request("2026-03-05T16:00:00Z");
    calendar().faults.nextRequests("error-before", "list");
    expect(await sync()).toMatchObject({ requests: 0, failedParts: ["booking requests"] });
    expect(await requests()).toMatchObject([{ state: "requested" }]);
  });

  test("an event that failed is handled again", async () => {
    const uid = await book(16);
    const payload = { triggerEvent: "BOOKING_PAID", createdAt: "2026-03-03T16:00:00Z", uid };
    await app.pool.query(
      "insert into webhook_events (source, event_key, type, payload, state, received_at) values ('cal', 'k1', 'BOOKING_PAID', $1, 'failed', $3), ('cal', 'k2', 'BOOKING_CREATED', $2, 'received', $3)",
      [payload, { triggerEvent: "BOOKING_CREATED", uid: "nobody", createdAt: 5 }, app.clock.now()],
    );
    await app.clock.advance(2 * MINUTE_MS);
    expect(await sync()).toMatchObject({ events: 2, failedParts: [] });
    const { rows } = await app.pool.query("select state from webhook_events order by event_key");
    expect(rows).toEqual([{ state: "processed" }, { state: "rejected" }]);
    expect(await appointments()).toMatchObject([{ uid, status: "accepted" }]);
  });

  test("an appointment that somebody was not sure of is looked at", async () => {
    const uid = await book(16);
    await sync();
    await calendar().cancel(uid, { cancellationReason: "No time" }, "host");
    await requestCheck(app.context("cron"), uid);
    await app.clock.advance(2 * MINUTE_MS);
    calendar().faults.nextRequests("error-before", "list");
    expect(await sync()).toMatchObject({ checks: 1, failedParts: ["changes"] });
    expect(await appointments()).toMatchObject([{ uid, status: "cancelled" }]);
    expect(await sync()).toMatchObject({ checks: 0 });
  });
});

test("who stayed away is marked", async () => {
  const uid = await book(16);
  await app.clock.advance(3 * 24 * 60 * MINUTE_MS);
  await calendar().markAbsent(uid, { attendees: [{ email: call.lead.email, absent: true }] });
  await sync();
  expect(await appointments()).toMatchObject([{ uid, is_no_show: true }]);
});
