import type { JsonObject } from "../json";
import { bookingPayload, meetingFields } from "./payloads";
import { type CalBooking, type EventType, HOST } from "./types";

/** Events that come of what happens around a booking: a payment, a meeting, another host. */
export const RARE_TRIGGERS = [
  "BOOKING_PAYMENT_INITIATED",
  "BOOKING_PAID",
  "BOOKING_LOCATION_UPDATED",
  "BOOKING_REASSIGNED",
  "MEETING_STARTED",
  "MEETING_ENDED",
  "RECORDING_READY",
  "FORM_SUBMITTED",
  "SOMETHING_NEW",
] as const;

export type RareTrigger = (typeof RARE_TRIGGERS)[number];

/** What stands beside `triggerEvent` and `createdAt`: mostly a `payload`, but some events are flat. */
export function rareFields(
  trigger: RareTrigger,
  booking: CalBooking,
  eventType: EventType,
): JsonObject {
  const common = bookingPayload("BOOKING_CREATED", booking, eventType, undefined);
  switch (trigger) {
    case "BOOKING_PAYMENT_INITIATED":
      return { payload: { ...payment(common, booking), status: "PENDING" } };
    case "BOOKING_PAID":
      return { payload: { ...payment(common, booking), metadata: paidMetadata(booking) } };
    case "BOOKING_LOCATION_UPDATED": {
      // Both come without a status as often as with one.
      const { status: _status, ...rest } = common;
      const location = "https://meet.example/elsewhere";
      return { payload: { ...rest, location, previousLocation: "integrations:daily" } };
    }
    case "BOOKING_REASSIGNED": {
      const { status: _status, metadata: _metadata, responses: _responses, ...rest } = common;
      return {
        payload: { ...rest, addedHostUserIds: [HOST.id + 1], removedHostUserIds: [HOST.id] },
      };
    }
    case "MEETING_STARTED":
    case "MEETING_ENDED":
      return meetingFields(booking, eventType);
    case "RECORDING_READY": {
      const { type, title, startTime, endTime, organizer, attendees, uid } = common;
      const downloadLink = `https://recordings.example/${booking.uid}`;
      return {
        payload: { type, title, startTime, endTime, organizer, attendees, uid, downloadLink },
      };
    }
    case "FORM_SUBMITTED":
      return {
        payload: {
          formId: "form-1",
          formName: "Routing",
          teamId: null,
          responses: { Size: { value: "10", response: "10" } },
        },
        Size: "10",
      };
    case "SOMETHING_NEW":
      return { payload: { uid: booking.uid } };
    default:
      return trigger satisfies never;
  }
}

function payment(common: JsonObject, booking: CalBooking): JsonObject {
  return {
    ...common,
    type: booking.title,
    paymentId: booking.id,
    currency: "USD",
    responses: null,
    organizer: { ...HOST, timeFormat: 12, language: { locale: "en" } },
  };
}

/** The payment's own; ours is gone. */
function paidMetadata(booking: CalBooking): JsonObject {
  return {
    identifier: "cal.com",
    bookingId: booking.id,
    bookerEmail: booking.attendee.email,
    eventTitle: booking.title,
    externalId: "pi_1",
  };
}
