import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { handleStoredEvent } from "@/app/api/webhook/cal/handle";
import type { ServiceContext } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import {
  cancelAppointment,
  listOpenings,
  rescheduleAppointment,
} from "@/lib/services/appointments/change";
import { syncCalendar } from "@/lib/services/appointments/sync";
import { settleByAsking } from "@/lib/services/appointments/truth";
import { calendarFor } from "@/lib/services/calendar/budget";
import { addMember, createTeam } from "../support/database-actors";
import { type LeadInCall, leadInCall, settle } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { IDS } from "./stand-ins/rig";

const app = await useBookingApp();
/** Friday, 10:00 in Chicago. */
const friday = new Date("2026-03-06T16:00:00Z");

let teamId: string;
let call: LeadInCall;
let uid: string;
let appointmentId: string;

const calendar = () => app.standIns().cal;

/** Acts as a new member of a team. */
async function actAs(role: "admin" | "member" | "viewer", team = teamId): Promise<ServiceContext> {
  const userId = await addMember(app.pool, team, role);
  const { url, publishableKey, jwtSecret } = app.supabase();
  const token = await new SignJWT({ role: "authenticated" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(jwtSecret));
  const db = createClient<Database>(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
  return { ...app.context("cron"), db, actor: { kind: "user", userId } };
}

beforeEach(async () => {
  calendar().subscription.isActive = false;
  calendar().calendar.bookings.clear();
  calendar().rateLimit.limit = 100_000;
  await app.pool.query("delete from private.provider_budgets");
  teamId = await createTeam(app.pool);
  call = await leadInCall(app.pool, teamId, { now: app.clock.now().toISOString() });
  await settle(app.pool, call.call_id, { outcome: "needs_review" });
  const booking = await calendar().book({
    eventTypeId: IDS.eventTypeId,
    start: "2026-03-05T16:00:00Z",
    attendee: { name: "Pat Lee", email: call.lead.email, timeZone: "America/Chicago" },
    metadata: { callId: call.call_id },
  });
  uid = String(booking.uid);
  const ctx = app.context("cal");
  const truth = await settleByAsking(ctx, calendarFor(ctx, "booking"), uid);
  appointmentId = (truth.type === "applied" && truth.applied?.appointmentId) || "";
});

async function appointments() {
  const { rows } = await app.pool.query(
    "select id, cal_booking_uid as uid, status, start_time as start, cancellation_reason as reason, check_requested_at as check from appointments where team_id = $1 order by start_time",
    [teamId],
  );
  return rows;
}

const standing = () =>
  [...calendar().calendar.bookings.values()].filter(({ status }) => status === "accepted");

describe("staff move an appointment", () => {
  test("in the calendar and here at once, and the timeline says who", async () => {
    const result = await rescheduleAppointment(await actAs("member"), {
      appointmentId,
      start: friday,
    });
    expect(result).toMatchObject({ type: "moved", start: friday });
    expect(standing()).toMatchObject([{ start: friday.toISOString(), rescheduledFromUid: uid }]);
    const id = result.type === "moved" ? result.appointmentId : "";
    expect(await appointments()).toMatchObject([
      { uid, status: "rescheduled" },
      { id, uid: standing()[0]?.uid, status: "accepted", start: friday },
    ]);
    const { rows } = await app.pool.query(
      "select actor from activity where appointment_id = $1 and kind = 'appointment.accepted'",
      [id],
    );
    expect(rows).toEqual([{ actor: "user" }]);
    const mails = await app.pool.query(
      "select variables ->> 'is_change' as is_change from emails where lead_id = $1 and state = 'queued'",
      [call.lead_id],
    );
    expect(mails.rows).toEqual([{ is_change: "true" }]);
  });

  test("to a time that is taken: the nearest others are offered", async () => {
    await calendar().book({
      eventTypeId: IDS.eventTypeId,
      start: friday.toISOString(),
      attendee: { name: "Sam", email: "sam@else.example", timeZone: "America/Chicago" },
    });
    const result = await rescheduleAppointment(await actAs("admin"), {
      appointmentId,
      start: friday,
    });
    expect(result).toEqual({
      type: "taken",
      nearest: [
        new Date("2026-03-06T15:00:00Z"),
        new Date("2026-03-06T15:30:00Z"),
        new Date("2026-03-06T16:30:00Z"),
      ],
    });
    expect(await appointments()).toMatchObject([{ uid, status: "accepted" }]);
  });

  test("that was moved by hand meanwhile: what is so is shown", async () => {
    const moved = await calendar().reschedule(uid, { start: "2026-03-09T15:00:00Z" }, "host");
    const ctx = await actAs("member");
    expect(await rescheduleAppointment(ctx, { appointmentId, start: friday })).toEqual({
      type: "gone",
    });
    expect(await appointments()).toMatchObject([
      { uid, status: "rescheduled" },
      { uid: moved.uid, status: "accepted" },
    ]);
    expect(await rescheduleAppointment(ctx, { appointmentId, start: friday })).toEqual({
      type: "gone",
    });
  });

  test("without a clear answer: it is marked to be looked at", async () => {
    calendar().faults.nextRequests("error-after", "reschedule");
    calendar().faults.nextRequests("error-before", "get");
    const ctx = await actAs("member");
    expect(await rescheduleAppointment(ctx, { appointmentId, start: friday })).toEqual({
      type: "unknown",
    });
    expect(await appointments()).toMatchObject([{ uid, check: expect.any(Date) }]);
  });

  test("while our own books cannot be written: the calendar has it, and the next sync tells", async () => {
    const ctx = await actAs("member");
    await app.pool.query("alter function apply_booking rename to away");
    try {
      expect(await rescheduleAppointment(ctx, { appointmentId, start: friday })).toEqual({
        type: "unknown",
      });
    } finally {
      await app.pool.query("alter function away rename to apply_booking");
    }
    await syncCalendar(app.context("cron"), handleStoredEvent);
    expect(await appointments()).toMatchObject([
      { uid, status: "rescheduled" },
      { status: "accepted", start: friday },
    ]);
  });

  test("while the calendar wants no requests: it says when to try again", async () => {
    calendar().faults.nextRequests("rate-limited", "reschedule");
    const ctx = await actAs("member");
    const result = await rescheduleAppointment(ctx, { appointmentId, start: friday });
    expect(result).toMatchObject({ type: "refused", reason: expect.stringMatching(/\d+ seconds/) });
  });
});

describe("staff cancel an appointment", () => {
  test("in the calendar and here at once; the lead goes to a person", async () => {
    const ctx = await actAs("member");
    const reason = "The customer called.";
    expect(await cancelAppointment(ctx, { appointmentId, reason })).toEqual({
      type: "cancelled",
      appointmentId,
    });
    expect(standing()).toEqual([]);
    expect(await appointments()).toMatchObject([{ uid, status: "cancelled", reason }]);
    const { rows } = await app.pool.query("select status, review_reason from leads where id = $1", [
      call.lead_id,
    ]);
    expect(rows).toMatchObject([
      { status: "pending", review_reason: expect.stringContaining("The customer called.") },
    ]);
    expect(await cancelAppointment(ctx, { appointmentId, reason })).toEqual({ type: "gone" });
  });

  test("that was cancelled by hand, or is over", async () => {
    const ctx = await actAs("member");
    await calendar().cancel(uid, { cancellationReason: "By hand" }, "host");
    expect(await cancelAppointment(ctx, { appointmentId, reason: "x" })).toEqual({ type: "gone" });
    expect(await appointments()).toMatchObject([{ status: "cancelled", reason: "By hand" }]);
  });
});

describe("the free times", () => {
  const query = { from: new Date("2026-03-05T15:00:00Z"), to: new Date("2026-03-05T17:00:00Z") };
  const timeZone = "America/Chicago";

  test("come with their ends, and count the appointment's own as free", async () => {
    const ctx = await actAs("member");
    const hours = async (id: string | null) => {
      const result = await listOpenings(ctx, { ...query, timeZone, appointmentId: id });
      return result.type === "openings"
        ? result.openings.map(({ start }) => start.toISOString().slice(11, 16))
        : result;
    };
    expect(await hours(appointmentId)).toEqual(["15:00", "15:30", "16:00", "16:30", "17:00"]);
    expect(await hours(null)).toEqual(["15:00", "15:30", "16:30", "17:00"]);
    const result = await listOpenings(ctx, { ...query, timeZone, appointmentId });
    expect(result).toMatchObject({
      openings: [{ start: query.from, end: new Date("2026-03-05T15:30:00Z") }, {}, {}, {}, {}],
    });
  });

  test("cannot always be had", async () => {
    calendar().faults.nextRequests("error-before", "slots");
    const ctx = await actAs("member");
    expect(await listOpenings(ctx, { ...query, timeZone, appointmentId })).toEqual({
      type: "unreachable",
    });
  });
});

describe("who may not", () => {
  test("a viewer looks only", async () => {
    const ctx = await actAs("viewer");
    const reason = "x";
    for (const attempt of [
      () => rescheduleAppointment(ctx, { appointmentId, start: friday }),
      () => cancelAppointment(ctx, { appointmentId, reason }),
      () => listOpenings(ctx, { appointmentId, from: friday, to: friday, timeZone: "UTC" }),
      () => listOpenings(ctx, { appointmentId: null, from: friday, to: friday, timeZone: "UTC" }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(standing()).toHaveLength(1);
  });

  test("somebody of another team sees nothing", async () => {
    const ctx = await actAs("admin", await createTeam(app.pool));
    await expect(
      rescheduleAppointment(ctx, { appointmentId, start: friday }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelAppointment(ctx, { appointmentId, reason: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(standing()).toHaveLength(1);
  });
});
