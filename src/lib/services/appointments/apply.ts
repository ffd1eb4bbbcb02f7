import { z } from "zod";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";

export type BookingStatus = "pending" | "accepted" | "cancelled" | "rejected";

/** What is known about one booking at one moment, from a webhook, an API answer or a look-up. */
export interface BookingState {
  readonly uid: string;
  readonly status: BookingStatus;
  readonly start: Date;
  readonly end: Date;
  /** When this was so, by Cal.com's clock. Older knowledge never overwrites newer. */
  readonly eventAt: Date;
  /** The booking that this one replaced, and its times. */
  readonly previous?:
    | { readonly uid: string; readonly start?: Date | undefined; readonly end?: Date | undefined }
    | undefined;
  readonly callId?: string | undefined;
  readonly attendee: {
    readonly name?: string | undefined;
    readonly email?: string | undefined;
    readonly phone?: string | undefined;
    readonly timeZone?: string | undefined;
  };
  readonly title?: string | undefined;
  readonly meetingUrl?: string | undefined;
  readonly cancellationReason?: string | undefined;
  /** Read from Cal.com's own record, with the time of its last change: nothing that is older stands against it. */
  readonly isTruth?: boolean | undefined;
}

export interface AppliedBooking {
  readonly appointmentId: string;
  readonly teamId: string;
  readonly leadId: string | null;
  readonly status: string;
}

/**
 * Brings appointment, lead, timeline and outbox in line with a booking, in one transaction. Harmless when repeated,
 * late or out of order. Undefined when the booking belongs to no team.
 */
export async function applyBooking(
  ctx: ServiceContext,
  booking: BookingState,
): Promise<AppliedBooking | undefined> {
  const { data, error } = await ctx.db
    .rpc("apply_booking", {
      p_booking: { ...rowOf(booking), actor: ctx.actor.kind },
      p_now: ctx.now().toISOString(),
    })
    .maybeSingle();
  if (error) throw databaseError("applying a booking", error);
  if (!data) return undefined;
  return {
    appointmentId: data.appointment_id,
    teamId: data.team_id,
    leadId: data.lead_id,
    status: data.status,
  };
}

/** Who of a booking stayed away, at one moment by Cal.com's clock. */
export interface Attendance {
  readonly uid: string;
  readonly attendees: ReadonlyArray<{
    readonly email?: string | undefined;
    readonly noShow: boolean;
  }>;
  readonly eventAt: Date;
}

const noShowResult = z.enum(["changed", "unchanged", "unlisted", "unknown"]);

/** `unlisted`: it is not about the customer; `unknown`: nobody knows the booking. */
export type NoShowResult = z.output<typeof noShowResult>;

/** Records whether the customer stayed away. What is older than what is known changes nothing. */
export async function markNoShow(
  ctx: ServiceContext,
  { uid, attendees, eventAt }: Attendance,
): Promise<NoShowResult> {
  const { data, error } = await ctx.db.rpc("mark_no_show", {
    p_uid: uid,
    p_attendees: attendees.map(({ email, noShow }) => ({ email: email ?? null, noShow })),
    p_event_at: eventAt.toISOString(),
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("recording a no-show", error);
  return noShowResult.parse(data);
}

/** The keys that `apply_booking` reads. */
function rowOf(booking: BookingState) {
  const { attendee, previous } = booking;
  return {
    uid: booking.uid,
    previous_uid: previous?.uid ?? null,
    previous_start: previous?.start?.toISOString() ?? null,
    previous_end: previous?.end?.toISOString() ?? null,
    status: booking.status,
    start: booking.start.toISOString(),
    end: booking.end.toISOString(),
    event_at: booking.eventAt.toISOString(),
    call_id: booking.callId ?? null,
    attendee_name: attendee.name ?? null,
    attendee_email: attendee.email ?? null,
    attendee_phone: attendee.phone ?? null,
    attendee_timezone: attendee.timeZone ?? null,
    title: booking.title ?? null,
    meeting_url: booking.meetingUrl ?? null,
    cancellation_reason: booking.cancellationReason ?? null,
    is_truth: booking.isTruth ?? false,
  };
}
