import { asText, type JsonObject } from "../json";
import { formatTime, offsetMinutes, type TimeFormat } from "./times";
import { type CalBooking, type EventType, HOST } from "./types";

export type BookingTrigger =
  | "BOOKING_CREATED"
  | "BOOKING_RESCHEDULED"
  | "BOOKING_REQUESTED"
  | "BOOKING_CANCELLED"
  | "BOOKING_REJECTED";

/** The payload of a booking event; each trigger has its own keys and its own way to write times. */
export function bookingPayload(
  trigger: BookingTrigger,
  booking: CalBooking,
  eventType: EventType,
  previous: CalBooking | undefined,
): JsonObject {
  switch (trigger) {
    case "BOOKING_CREATED":
      return withMetadata(common(booking, eventType, "seconds", "ACCEPTED"), booking);
    case "BOOKING_RESCHEDULED":
      return {
        ...withMetadata(common(booking, eventType, "seconds", "ACCEPTED"), booking),
        ...rescheduleFields(booking, previous),
      };
    case "BOOKING_REQUESTED":
      return {
        ...common(booking, eventType, "seconds", "PENDING"),
        ...(previous ? rescheduleFields(booking, previous) : {}),
        metadata: booking.metadata,
        requiresConfirmation: true,
        oneTimePassword: booking.icsUid,
      };
    case "BOOKING_CANCELLED":
      return cancelledPayload(booking, eventType);
    case "BOOKING_REJECTED":
      return rejectedPayload(booking, eventType);
  }
}

function cancelledPayload(booking: CalBooking, eventType: EventType): JsonObject {
  return {
    ...common(booking, eventType, "offset", "CANCELLED"),
    responses: responseFields(booking, FIELD_NAMES),
    attendees: attendees(booking).map(({ firstName: _first, lastName: _last, ...person }) => ({
      ...person,
      phoneNumber: person.phoneNumber ?? null,
    })),
    destinationCalendar: [],
    price: null,
    requestReschedule: false,
    cancellationReason: booking.cancellationReason ?? "",
    ...(booking.cancelledByEmail ? { cancelledBy: booking.cancelledByEmail } : {}),
  };
}

function rejectedPayload(booking: CalBooking, eventType: EventType): JsonObject {
  const { iCalUID: _uid, ...fields } = common(booking, eventType, "milliseconds", "REJECTED");
  return {
    ...fields,
    responses: responseFields(booking, FIELD_NAMES),
    rejectionReason: booking.rejectionReason ?? "",
  };
}

function common(
  booking: CalBooking,
  eventType: EventType,
  format: TimeFormat,
  status: string,
): JsonObject {
  const notes = asText(booking.responses.notes) ?? "";
  const { phoneNumber } = booking.attendee;
  return {
    bookerUrl: "https://cal.com",
    title: booking.title,
    startTime: formatTime(booking.start, format),
    endTime: formatTime(booking.end, format),
    additionalNotes: notes,
    type: eventType.slug,
    description: notes,
    eventTypeId: eventType.id,
    schedulingType: null,
    seatsPerTimeSlot: null,
    disableRescheduling: false,
    disableCancelling: false,
    organizer: organizer(booking),
    attendees: attendees(booking),
    customInputs: {},
    responses: responseFields(booking, LABELS),
    userFieldsResponses: {},
    location: "integrations:daily",
    destinationCalendar: null,
    iCalUID: booking.icsUid,
    iCalSequence: booking.icsSequence,
    requiresConfirmation: eventType.requiresConfirmation,
    oneTimePassword: null,
    organizationId: null,
    uid: booking.uid,
    eventTitle: eventType.title,
    eventDescription: "",
    price: 0,
    currency: "usd",
    length: eventType.minutes,
    bookingId: booking.id,
    ...(phoneNumber ? { smsReminderNumber: phoneNumber } : {}),
    status,
  };
}

function withMetadata(fields: JsonObject, booking: CalBooking): JsonObject {
  const videoCallUrl = `https://app.cal.com/video/${booking.uid}`;
  return { ...fields, metadata: { videoCallUrl, ...booking.metadata } };
}

function rescheduleFields(booking: CalBooking, previous: CalBooking | undefined): JsonObject {
  if (!previous) return {};
  return {
    rescheduleUid: previous.uid,
    rescheduleId: previous.id,
    rescheduleStartTime: formatTime(previous.start, "seconds"),
    rescheduleEndTime: formatTime(previous.end, "seconds"),
    ...(booking.rescheduledByEmail ? { rescheduledBy: booking.rescheduledByEmail } : {}),
  };
}

function organizer(booking: CalBooking): JsonObject {
  return {
    ...HOST,
    usernameInOrg: HOST.username,
    language: { locale: "en" },
    timeFormat: "h:mma",
    utcOffset: offsetMinutes(Date.parse(booking.start), HOST.timeZone),
  };
}

/** The booker first, guests after. */
function attendees(booking: CalBooking): (JsonObject & { firstName: string; lastName: string })[] {
  const { attendee, guests } = booking;
  const utcOffset = offsetMinutes(Date.parse(booking.start), attendee.timeZone);
  const shared = {
    firstName: "",
    lastName: "",
    timeZone: attendee.timeZone,
    language: { locale: attendee.language },
    utcOffset,
  };
  const { name, email, phoneNumber } = attendee;
  return [
    { ...shared, email, name, ...(phoneNumber ? { phoneNumber } : {}) },
    ...guests.map((guest) => ({ ...shared, email: guest, name: "" })),
  ];
}

type Labels = Readonly<Record<"name" | "email" | "phone" | "notes", string>>;

const LABELS: Labels = {
  name: "your_name",
  email: "email_address",
  phone: "phone_number",
  notes: "additional_notes",
};
const FIELD_NAMES: Labels = {
  name: "name",
  email: "email",
  phone: "attendeePhoneNumber",
  notes: "notes",
};

/** What was answered to the booking form. Fields that were left empty have no `value`. */
function responseFields(booking: CalBooking, labels: Labels): JsonObject {
  const { attendee, responses } = booking;
  const field = (label: string, value?: unknown) => ({
    label,
    ...(value === undefined ? {} : { value }),
    isHidden: false,
  });
  return {
    name: field(labels.name, attendee.name),
    email: field(labels.email, attendee.email),
    attendeePhoneNumber: field(labels.phone, attendee.phoneNumber),
    location: field("location", { value: "integrations:daily", optionValue: "" }),
    notes: field(labels.notes, responses.notes),
    guests: field("additional_guests", booking.guests),
    rescheduleReason: field("reason_for_reschedule", booking.reschedulingReason),
  };
}

/** The fields of MEETING_STARTED and MEETING_ENDED, which stand beside `triggerEvent` without a `payload`. */
export function meetingFields(booking: CalBooking, eventType: EventType): JsonObject {
  const { attendee } = booking;
  return {
    id: booking.id,
    uid: booking.uid,
    idempotencyKey: null,
    userId: HOST.id,
    userPrimaryEmail: HOST.email,
    eventTypeId: eventType.id,
    title: booking.title,
    description: asText(booking.responses.notes) ?? "",
    customInputs: {},
    responses: { name: attendee.name, email: attendee.email },
    startTime: formatTime(booking.start, "milliseconds"),
    endTime: formatTime(booking.end, "milliseconds"),
    location: "integrations:daily",
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    status: booking.status,
    paid: false,
    cancellationReason: null,
    rejectionReason: null,
    rescheduled: null,
    fromReschedule: booking.rescheduledFromUid ?? null,
    smsReminderNumber: attendee.phoneNumber ?? null,
    metadata: booking.metadata,
    iCalUID: booking.icsUid,
    iCalSequence: booking.icsSequence,
    noShowHost: booking.isHostAbsent ?? false,
    user: {
      email: HOST.email,
      name: HOST.name,
      timeZone: HOST.timeZone,
      username: HOST.username,
    },
    attendees: [
      {
        id: booking.id,
        email: attendee.email,
        name: attendee.name,
        timeZone: attendee.timeZone,
        phoneNumber: attendee.phoneNumber ?? null,
        locale: attendee.language,
        bookingId: booking.id,
        noShow: booking.isAttendeeAbsent ?? false,
      },
    ],
    payment: [],
    references: [],
  };
}

/** What the test button of the service's settings sends. */
export function pingPayload(now: string): JsonObject {
  const person = { timeZone: "Europe/London", language: { locale: "en" }, utcOffset: 0 };
  return {
    type: "Test",
    title: "Test trigger event",
    description: "",
    startTime: now,
    endTime: now,
    attendees: [{ email: "jdoe@example.com", name: "John Doe", ...person }],
    organizer: { name: "Cal", email: "no-reply@cal.com", ...person },
  };
}
