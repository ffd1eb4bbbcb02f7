import type { Attendance, BookingState, BookingStatus } from "@/lib/services/appointments/apply";
import {
  callIdOf,
  emailOf,
  meetingUrlOf,
  phoneOf,
  timeZoneOf,
} from "@/lib/services/appointments/interpret";
import type { BookingPayload, CalEvent } from "./schema";

export type Meaning =
  | { readonly type: "booking"; readonly booking: BookingState }
  | { readonly type: "no_show"; readonly attendance: Attendance }
  /** The event alone does not tell: Cal.com does. */
  | {
      readonly type: "ask";
      readonly uid: string;
      readonly asOf: Date | undefined;
      /** Why what was sent cannot be used, should Cal.com not know the booking. */
      readonly problem: string | undefined;
    }
  | { readonly type: "ignore"; readonly reason: string };

const STATUS_WORDS: Readonly<Record<string, BookingStatus>> = {
  ACCEPTED: "accepted",
  PENDING: "pending",
  CANCELLED: "cancelled",
  REJECTED: "rejected",
};

/** What an event means for us. Pure. */
export function interpret(event: CalEvent): Meaning {
  switch (event.type) {
    case "booking":
      return interpretBooking(event);
    case "no_show":
      return { type: "no_show", attendance: attendanceIn(event) };
    case "hint": {
      const { uid, createdAt, problem } = event;
      return { type: "ask", uid, asOf: createdAt, problem };
    }
    case "other":
      return { type: "ignore", reason: `${event.trigger} changes nothing here.` };
    default:
      return event satisfies never;
  }
}

function interpretBooking(event: Extract<CalEvent, { type: "booking" }>): Meaning {
  const { payload } = event;
  const status = statusOf(event);
  if (!status) {
    return { type: "ask", uid: payload.uid, asOf: event.createdAt, problem: undefined };
  }
  const person = payload.attendees?.[0];
  return {
    type: "booking",
    booking: {
      uid: payload.uid,
      status,
      start: payload.startTime,
      end: payload.endTime,
      eventAt: event.createdAt,
      previous: previousOf(payload),
      callId: callIdOf(payload.metadata),
      attendee: {
        name: person?.name?.trim() || undefined,
        email: emailOf(person?.email),
        phone: phoneIn(payload),
        timeZone: timeZoneOf(person?.timeZone),
      },
      title: payload.title ?? undefined,
      meetingUrl: meetingUrlOf(
        payload.metadata?.videoCallUrl,
        payload.videoCallData?.url,
        payload.location,
      ),
      cancellationReason: reasonOf(payload, status),
    },
  };
}

/** A creation can be of a booking that still waits; the other events mean what their name says. */
function statusOf(event: Extract<CalEvent, { type: "booking" }>): BookingStatus | undefined {
  const said = STATUS_WORDS[event.payload.status?.toUpperCase() ?? ""];
  if (event.impliedStatus === null) return said;
  return event.trigger === "BOOKING_CREATED" ? (said ?? event.impliedStatus) : event.impliedStatus;
}

function attendanceIn(event: Extract<CalEvent, { type: "no_show" }>): Attendance {
  const attendees = event.attendees.map(({ email, noShow }) => ({ email: emailOf(email), noShow }));
  return { uid: event.uid, attendees, eventAt: event.createdAt };
}

function previousOf(payload: BookingPayload): BookingState["previous"] {
  const { rescheduleUid, rescheduleStartTime, rescheduleEndTime } = payload;
  // A seat that was moved may keep its booking.
  if (!rescheduleUid || rescheduleUid === payload.uid) return undefined;
  const hasTimes =
    rescheduleStartTime && rescheduleEndTime && rescheduleEndTime > rescheduleStartTime;
  return hasTimes
    ? { uid: rescheduleUid, start: rescheduleStartTime, end: rescheduleEndTime }
    : { uid: rescheduleUid };
}

/** The places where a phone number can be, most trustworthy first. */
function phoneIn(payload: BookingPayload): string | undefined {
  const { responses } = payload;
  const location = objectIn(responses?.location)?.value;
  const place = objectIn(location);
  return phoneOf(
    payload.attendees?.[0]?.phoneNumber,
    objectIn(responses?.attendeePhoneNumber)?.value,
    payload.smsReminderNumber,
    objectIn(responses?.smsReminderNumber)?.value,
    place?.value === "phone" ? place.optionValue : undefined,
  );
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function reasonOf(payload: BookingPayload, status: BookingStatus): string | undefined {
  if (status !== "cancelled" && status !== "rejected") return undefined;
  const given = payload.cancellationReason?.trim() || payload.rejectionReason?.trim();
  if (given) return given;
  return payload.requestReschedule ? "The host asked for another time." : undefined;
}
