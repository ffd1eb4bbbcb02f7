import { isValidPhoneNumber } from "libphonenumber-js";
import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import { CalError } from "./errors";
import { isTimeZone } from "./times";
import type { CalAttendee } from "./types";

const BOOKING_KEYS = [
  "eventTypeId",
  "eventTypeSlug",
  "username",
  "teamSlug",
  "organizationSlug",
  "start",
  "attendee",
  "bookingFieldsResponses",
  "guests",
  "metadata",
  "location",
  "meetingUrl",
  "lengthInMinutes",
  "routing",
  "emailVerificationCode",
];
const ATTENDEE_KEYS = ["name", "email", "timeZone", "phoneNumber", "language"];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface BookingInput {
  readonly eventTypeId: number;
  readonly startMs: number;
  readonly attendee: CalAttendee;
  readonly guests: readonly string[];
  readonly responses: JsonObject;
  readonly metadata: JsonObject;
}

/** Refuses keys that the service does not know. Keys that are null count as absent everywhere. */
export function checkKeys(value: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const parts = unknown.map((key) => wrong(key, `property ${key} should not exist`));
  throw new CalError(400, parts.join(", "));
}

/** Reads the body of POST /v2/bookings. */
export function readBooking(raw: JsonObject, eventTypeId: number): BookingInput {
  const body = withoutNulls(raw);
  checkKeys(body, BOOKING_KEYS);
  checkEventType(body);
  if (body.lengthInMinutes !== undefined) {
    throw new CalError(
      400,
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
    );
  }
  const startMs = readInstant(body.start, "start");
  checkLocation(body.location, eventTypeId);
  return {
    eventTypeId: Number(body.eventTypeId),
    startMs,
    attendee: readAttendee(withoutNulls(asObject(body.attendee))),
    guests: readGuests(body.guests),
    responses: asObject(body.bookingFieldsResponses),
    metadata: readMetadata(body.metadata),
  };
}

export function readInstant(value: unknown, key: string): number {
  const ms = Date.parse(asText(value) ?? "");
  if (Number.isFinite(ms)) return ms;
  throw new CalError(400, wrong(key, `${key} must be a valid ISO 8601 date string`));
}

export function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

function checkEventType(body: JsonObject): void {
  if (body.eventTypeId === undefined) {
    throw new CalError(
      400,
      "Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided",
    );
  }
  if (!Number.isInteger(body.eventTypeId)) {
    throw new CalError(400, wrong("eventTypeId", "eventTypeId must be an integer number"));
  }
}

function readAttendee(attendee: JsonObject): CalAttendee {
  checkKeys(attendee, ATTENDEE_KEYS);
  const name = asText(attendee.name)?.trim();
  const timeZone = asText(attendee.timeZone);
  const email = asText(attendee.email);
  const phoneNumber = asText(attendee.phoneNumber);
  if (!name) throw new CalError(400, wrong("name", "name must be a string"));
  if (!timeZone || !isTimeZone(timeZone)) {
    throw new CalError(400, wrong("timeZone", "timeZone must be a valid IANA time-zone"));
  }
  if (!email && !phoneNumber) {
    throw new CalError(
      400,
      "Attendee must have at least one contact method (email or phone number)",
    );
  }
  if (phoneNumber !== undefined && !isValidPhoneNumber(phoneNumber)) {
    throw new CalError(400, wrong("phoneNumber", "phoneNumber must be a valid phone number"));
  }
  if (!email) throw new CalError(400, "responses - {email}error_required_field");
  if (!EMAIL.test(email)) throw new CalError(400, wrong("email", "email must be an email"));
  const language = asText(attendee.language) ?? "en";
  return { name, email, timeZone, language, ...(phoneNumber ? { phoneNumber } : {}) };
}

function readGuests(value: unknown): string[] {
  const guests = asList(value).map(String);
  if (guests.every((guest) => EMAIL.test(guest))) return guests;
  throw new CalError(400, wrong("guests", "each value in guests must be an email"));
}

function readMetadata(value: unknown): JsonObject {
  if (value === undefined) return {};
  const entries = isObject(value) ? Object.entries(value) : [];
  const isSound = (item: unknown) =>
    typeof item === "number" ||
    typeof item === "boolean" ||
    (typeof item === "string" && item.length <= 500);
  const isValid =
    isObject(value) &&
    entries.length <= 50 &&
    entries.every(([key, item]) => key.length <= 40 && isSound(item));
  if (isValid) return value;
  throw new CalError(
    400,
    "Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.",
  );
}

/** The event type has one location: Cal Video. */
function checkLocation(value: unknown, eventTypeId: number): void {
  if (value === undefined) return;
  const { type, integration } = asObject(value);
  if (type === "integration" && integration === "cal-video") return;
  throw new CalError(
    400,
    `Booking location with type ${String(type)} not valid for event type with id=${eventTypeId}.`,
  );
}

function wrong(key: string, problem: string): string {
  return `${key} property is wrong,${problem} `;
}
