import { z } from "zod";
import type { CalBooking } from "../../cal/schemas";
import type { BookingState } from "./apply";

const DEFAULT_DURATION_MINUTES = 30;
const MINUTE_MS = 60_000;
// Cal.com invents an address for people who have given a phone number only.
const INVENTED_ADDRESS = "@sms.cal.com";
const E164 = /^\+[1-9][0-9]{6,14}$/;

const httpUrl = z.url({ protocol: /^https?$/ });
// Any hexadecimal uuid that PostgreSQL takes, whatever its version bits say.
const callId = z.guid();

/** What an answer of Cal.com's API says about a booking. `seenAt` stands in where it carries no time of its own. */
export function bookingFromApi(booking: CalBooking, seenAt: Date): BookingState {
  const attendee = booking.attendees?.[0];
  const durationMs = (booking.duration ?? DEFAULT_DURATION_MINUTES) * MINUTE_MS;
  return {
    uid: booking.uid,
    status: booking.status,
    start: booking.start,
    end: booking.end ?? new Date(booking.start.getTime() + durationMs),
    eventAt: booking.updatedAt ?? booking.createdAt ?? seenAt,
    previous: booking.rescheduledFromUid ? { uid: booking.rescheduledFromUid } : undefined,
    callId: callIdOf(booking.metadata),
    attendee: {
      name: attendee?.name?.trim() || undefined,
      email: emailOf(attendee?.email),
      phone: phoneOf(attendee?.phoneNumber),
      timeZone: timeZoneOf(attendee?.timeZone),
    },
    title: booking.title ?? undefined,
    meetingUrl: meetingUrlOf(booking.meetingUrl, booking.location),
    cancellationReason: booking.cancellationReason ?? undefined,
  };
}

/** Our call, from the metadata that we gave the booking; anything that is no uuid is somebody else's. */
export function callIdOf(metadata: Readonly<Record<string, unknown>> | null | undefined) {
  const parsed = callId.safeParse(metadata?.callId);
  return parsed.success ? parsed.data.toLowerCase() : undefined;
}

/** The attendee's real address. */
export function emailOf(value: string | null | undefined): string | undefined {
  const email = value?.trim().toLowerCase();
  return email && !email.endsWith(INVENTED_ADDRESS) ? email : undefined;
}

/** The first of the candidates that is a number in E.164. */
export function phoneOf(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((value): value is string => typeof value === "string" && E164.test(value));
}

/** The zone, if this runtime knows it. */
export function timeZoneOf(value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: value });
    return value;
  } catch {
    return undefined;
  }
}

/** The first of the candidates that can be clicked; places also come as `integrations:daily` or a street. */
export function meetingUrlOf(...candidates: readonly unknown[]): string | undefined {
  for (const candidate of candidates) {
    const parsed = httpUrl.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return undefined;
}
