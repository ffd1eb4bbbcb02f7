import type { JsonObject } from "../json";

export interface CalAttendee {
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly language: string;
  readonly phoneNumber?: string;
}

type BookingStatus = "accepted" | "pending" | "cancelled" | "rejected";

export interface CalBooking {
  readonly id: number;
  readonly uid: string;
  readonly icsUid: string;
  readonly icsSequence: number;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly createdAt: string;
  readonly attendee: CalAttendee;
  readonly guests: readonly string[];
  readonly responses: JsonObject;
  readonly metadata: JsonObject;
  readonly rescheduledFromUid?: string;
  readonly reschedulingReason?: string;
  readonly rescheduledByEmail?: string;
  status: BookingStatus;
  updatedAt: string;
  rescheduledToUid?: string;
  cancellationReason?: string;
  cancelledByEmail?: string;
  rejectionReason?: string;
  isHostAbsent?: boolean;
  isAttendeeAbsent?: boolean;
}

export interface Reservation {
  readonly uid: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly untilMs: number;
  readonly minutes: number;
}

/** The one event type of this calendar. */
export interface EventType {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly noticeMinutes: number;
  readonly windowDays: number;
  /** Working hours of the host, Monday to Friday, in the host's zone. */
  readonly fromHour: number;
  readonly toHour: number;
  requiresConfirmation: boolean;
}

export interface CalHost {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly username: string;
  readonly timeZone: string;
}

export const HOST: CalHost = {
  id: 5,
  name: "Dana Reyes",
  email: "dana@fieldwise.example",
  username: "dana-reyes",
  timeZone: "America/Chicago",
};

/** Who makes a request: the owner of the calendar, or somebody without a key. */
export type Caller = "host" | "anonymous";
