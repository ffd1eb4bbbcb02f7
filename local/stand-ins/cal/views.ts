import { asText, type JsonObject } from "../json";
import { CalError } from "./errors";
import { MINUTE_MS } from "./times";
import { type CalBooking, type EventType, HOST } from "./types";

/** A booking as the API shows it. */
export function bookingOnWire(booking: CalBooking, eventType: EventType): JsonObject {
  const { attendee } = booking;
  const meetingUrl = `https://app.cal.com/video/${booking.uid}`;
  const optional = {
    cancellationReason: booking.cancellationReason,
    cancelledByEmail: booking.cancelledByEmail,
    reschedulingReason: booking.reschedulingReason,
    rescheduledByEmail: booking.rescheduledByEmail,
    rescheduledFromUid: booking.rescheduledFromUid,
    rescheduledToUid: booking.rescheduledToUid,
  };
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: asText(booking.responses.notes) ?? "",
    hosts: [{ ...HOST, displayEmail: HOST.email }],
    status: booking.status,
    start: booking.start,
    end: booking.end,
    duration: (Date.parse(booking.end) - Date.parse(booking.start)) / MINUTE_MS,
    eventTypeId: eventType.id,
    eventType: { id: eventType.id, slug: eventType.slug },
    meetingUrl,
    location: meetingUrl,
    absentHost: booking.isHostAbsent ?? false,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    metadata: booking.metadata,
    rating: null,
    icsUid: booking.icsUid,
    attendees: [
      { ...attendee, displayEmail: attendee.email, absent: booking.isAttendeeAbsent ?? false },
    ],
    guests: booking.guests,
    bookingFieldsResponses: {
      email: attendee.email,
      name: attendee.name,
      ...(attendee.phoneNumber ? { attendeePhoneNumber: attendee.phoneNumber } : {}),
      ...booking.responses,
      ...(booking.guests.length > 0 ? { guests: booking.guests } : {}),
    },
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

export type ListQuery = Readonly<Record<string, string>>;

/** The bookings that a list query asks for, with the paging that goes with them. */
export function listBookings(
  all: readonly CalBooking[],
  query: ListQuery,
  nowMs: number,
): { bookings: CalBooking[]; pagination: JsonObject } {
  const take = readNumber(query, "take", 100, 1, 250);
  const skip = readNumber(query, "skip", 0, 0, Number.MAX_SAFE_INTEGER);
  const found = sortBookings(
    all.filter((booking) => matches(booking, query, nowMs)),
    query,
  );
  const bookings = found.slice(skip, skip + take);
  const remainingItems = Math.max(0, found.length - skip - bookings.length);
  const pagination = {
    totalItems: found.length,
    remainingItems,
    returnedItems: bookings.length,
    itemsPerPage: take,
    currentPage: Math.floor(skip / take) + 1,
    totalPages: Math.ceil(found.length / take),
    hasNextPage: remainingItems > 0,
    hasPreviousPage: skip > 0,
  };
  return { bookings, pagination };
}

function readNumber(query: ListQuery, key: string, fallback: number, min: number, max: number) {
  if (query[key] === undefined) return fallback;
  const value = Number(query[key]);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new CalError(400, "Bad Request Exception", {
    errors: [`${key} must be an integer from ${min} to ${max}`],
  });
}

const STATUSES: Readonly<Record<string, (booking: CalBooking, nowMs: number) => boolean>> = {
  upcoming: ({ status, end }, nowMs) => isLive(status) && Date.parse(end) > nowMs,
  past: ({ status, end }, nowMs) => isLive(status) && Date.parse(end) <= nowMs,
  cancelled: ({ status }) => !isLive(status),
  unconfirmed: ({ status }) => status === "pending",
  recurring: () => false,
};

function isLive(status: CalBooking["status"]): boolean {
  return status === "accepted" || status === "pending";
}

function matches(booking: CalBooking, query: ListQuery, nowMs: number): boolean {
  const { attendee } = booking;
  const email = query.attendeeEmail?.toLowerCase();
  return (
    matchesStatus(booking, query.status ?? "upcoming", nowMs) &&
    (email === undefined || attendee.email.toLowerCase() === email) &&
    (query.attendeeName === undefined || attendee.name === query.attendeeName) &&
    (query.bookingUid === undefined || booking.uid === query.bookingUid) &&
    isAfter(booking.start, query.afterStart) &&
    isBefore(booking.end, query.beforeEnd) &&
    isAfter(booking.createdAt, query.afterCreatedAt) &&
    isBefore(booking.createdAt, query.beforeCreatedAt) &&
    isAfter(booking.updatedAt, query.afterUpdatedAt) &&
    isBefore(booking.updatedAt, query.beforeUpdatedAt)
  );
}

function matchesStatus(booking: CalBooking, statuses: string, nowMs: number): boolean {
  return statuses.split(",").some((status) => {
    const test = STATUSES[status];
    if (test) return test(booking, nowMs);
    throw new CalError(400, "Bad Request Exception", {
      errors: ["each value in status must be one of the known statuses"],
    });
  });
}

function isAfter(value: string, limit: string | undefined): boolean {
  return limit === undefined || Date.parse(value) >= Date.parse(limit);
}

function isBefore(value: string, limit: string | undefined): boolean {
  return limit === undefined || Date.parse(value) <= Date.parse(limit);
}

const SORT_KEYS = {
  sortStart: "start",
  sortEnd: "end",
  sortCreated: "createdAt",
  sortUpdatedAt: "updatedAt",
} as const;

function sortBookings(bookings: CalBooking[], query: ListQuery): CalBooking[] {
  for (const [parameter, key] of Object.entries(SORT_KEYS)) {
    const order = query[parameter];
    if (order === undefined) continue;
    const sign = order === "desc" ? -1 : 1;
    return bookings.sort((a, b) => sign * a[key].localeCompare(b[key]));
  }
  return bookings;
}
