import type { Timers } from "../clock";
import { asList, isObject } from "../json";
import type { Ids } from "../random";
import { BUSY, CalError } from "./errors";
import type { CalFaults } from "./faults";
import { type BookingTrigger, bookingPayload, meetingFields } from "./payloads";
import { type Interval, isAvailable, isInBounds } from "./slots";
import type { Subscription } from "./subscription";
import { MINUTE_MS } from "./times";
import { type CalBooking, type Caller, type EventType, HOST, type Reservation } from "./types";
import type { BookingInput } from "./validate";

export interface CalendarParts {
  readonly timers: Timers;
  readonly now: () => Date;
  readonly ids: Ids;
  readonly eventType: EventType;
  readonly faults: CalFaults;
  readonly subscription: Subscription;
  readonly changed: () => void;
}

type NewBooking = Pick<CalBooking, "attendee" | "guests" | "responses" | "metadata"> &
  Partial<CalBooking>;

/** The host's calendar: its bookings and holds, and the events that follow from each change. */
export class Calendar {
  readonly bookings = new Map<string, CalBooking>();
  readonly reservations = new Map<string, Reservation>();

  constructor(private readonly parts: CalendarParts) {}

  /** Books a time, or asks for it when the host confirms each booking. */
  async book(input: BookingInput): Promise<CalBooking> {
    const { eventType, faults } = this.parts;
    if (input.eventTypeId !== eventType.id) {
      throw new CalError(404, `Event type with id ${input.eventTypeId} not found.`);
    }
    if (faults.takeStranger(input.attendee.phoneNumber)) this.bookStranger(input.startMs);
    this.checkTime(input.startMs, undefined);
    const status = eventType.requiresConfirmation ? "pending" : "accepted";
    const { attendee, guests, responses, metadata, startMs } = input;
    const booking = this.add(startMs, { attendee, guests, responses, metadata, status });
    await this.announce(status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking);
    return booking;
  }

  /** Moves a booking: the old one ends, a new one with a new uid takes its place. */
  async reschedule(
    uid: string,
    change: { startMs: number; reason?: string; by?: string; caller: Caller },
  ): Promise<CalBooking> {
    const old = this.find(uid);
    this.checkReschedulable(old);
    this.checkTime(change.startMs, uid);
    const isPending = this.parts.eventType.requiresConfirmation && change.caller !== "host";
    const booking = this.add(change.startMs, {
      attendee: old.attendee,
      guests: old.guests,
      responses: old.responses,
      metadata: old.metadata,
      icsUid: old.icsUid,
      icsSequence: old.icsSequence + 1,
      rescheduledFromUid: old.uid,
      status: isPending ? "pending" : "accepted",
      ...(change.reason === undefined ? {} : { reschedulingReason: change.reason }),
      ...(change.by === undefined ? {} : { rescheduledByEmail: change.by }),
    });
    this.update(old, { status: "cancelled", rescheduledToUid: booking.uid });
    await this.announce(isPending ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED", booking, old);
    return booking;
  }

  /** The booking, if it can still be cancelled. */
  checkCancellable(uid: string): CalBooking {
    const booking = this.bookings.get(uid);
    if (!booking) throw new CalError(404, `Booking with uid=${uid} not found`);
    if (!isStanding(booking.status)) {
      throw new CalError(400, "This booking has already been cancelled.");
    }
    if (Date.parse(booking.end) <= this.nowMs) {
      throw new CalError(400, "Cannot cancel a booking that has already ended");
    }
    return booking;
  }

  async cancel(uid: string, reason: string | undefined, by?: string): Promise<CalBooking> {
    const booking = this.checkCancellable(uid);
    this.update(booking, {
      status: "cancelled",
      ...(reason === undefined ? {} : { cancellationReason: reason }),
      ...(by === undefined ? {} : { cancelledByEmail: by }),
    });
    await this.announce("BOOKING_CANCELLED", booking);
    return booking;
  }

  async confirm(uid: string): Promise<CalBooking> {
    const booking = this.findPending(uid);
    this.update(booking, { status: "accepted" });
    await this.announce("BOOKING_CREATED", booking);
    return booking;
  }

  async decline(uid: string, reason: string | undefined): Promise<CalBooking> {
    const booking = this.findPending(uid);
    this.update(booking, { status: "rejected", rejectionReason: reason ?? "" });
    await this.announce("BOOKING_REJECTED", booking);
    return booking;
  }

  async markAbsent(uid: string, absent: { host?: boolean; attendee?: boolean }) {
    const booking = this.find(uid);
    if (Date.parse(booking.start) > this.nowMs) {
      throw new CalError(
        400,
        "Bookings can only be marked as absent after their start time has passed.",
      );
    }
    if (absent.host !== undefined) this.update(booking, { isHostAbsent: absent.host });
    if (absent.attendee !== undefined) this.update(booking, { isAttendeeAbsent: absent.attendee });
    await this.parts.subscription.send("BOOKING_NO_SHOW_UPDATED", {
      payload: {
        message: "x_marked_as_no_show",
        attendees: [{ email: booking.attendee.email, noShow: booking.isAttendeeAbsent ?? false }],
        bookingUid: booking.uid,
        bookingId: booking.id,
      },
    });
    return booking;
  }

  find(uid: string): CalBooking {
    const booking = this.bookings.get(uid);
    if (booking) return booking;
    throw new CalError(404, `Booking with uid=${uid} was not found in the database`);
  }

  /** Holds a time: it is not shown as free until the hold ends, though it can still be booked. */
  reserve(startMs: number, minutes: number): Reservation {
    const { eventType, ids } = this.parts;
    const endMs = startMs + eventType.minutes * MINUTE_MS;
    const overlaps = (other: Interval) => other.startMs < endMs && startMs < other.endMs;
    if (this.busy(undefined).some(overlaps)) {
      throw new CalError(422, "Can't reserve a slot if the event is already booked.");
    }
    if (this.held().some(overlaps)) {
      throw new CalError(
        422,
        "This time slot is already reserved by another user. Please choose a different time.",
      );
    }
    const untilMs = this.nowMs + minutes * MINUTE_MS;
    const reservation = { uid: ids.uuid(), startMs, endMs, untilMs, minutes };
    this.reservations.set(reservation.uid, reservation);
    return reservation;
  }

  /** The times of bookings that still stand; `exceptUid` counts as free. */
  busy(exceptUid: string | undefined): Interval[] {
    return [...this.bookings.values()]
      .filter(({ uid, status }) => uid !== exceptUid && isStanding(status))
      .map(({ start, end }) => ({ startMs: Date.parse(start), endMs: Date.parse(end) }));
  }

  /** The times that are held now; holds that have lapsed are forgotten. */
  held(): Reservation[] {
    for (const { uid, untilMs } of this.reservations.values()) {
      if (untilMs <= this.nowMs) this.reservations.delete(uid);
    }
    return [...this.reservations.values()];
  }

  /** Takes back bookings that were kept. */
  restore(kept: unknown): void {
    for (const booking of asList(kept).filter(isBooking)) {
      this.bookings.set(booking.uid, booking);
      this.scheduleMeeting(booking);
    }
  }

  private checkTime(startMs: number, exceptUid: string | undefined): void {
    const { eventType } = this.parts;
    if (startMs < this.nowMs) {
      throw new CalError(400, "Attempting to book a meeting in the past.");
    }
    if (!isInBounds(startMs, this.nowMs, eventType)) throw new CalError(400, OUT_OF_BOUNDS);
    if (!isAvailable(startMs, eventType, this.busy(exceptUid))) throw new CalError(400, BUSY);
  }

  private checkReschedulable({ uid, status, rescheduledToUid }: CalBooking): void {
    if (isStanding(status)) return;
    throw new CalError(
      400,
      rescheduledToUid
        ? `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${rescheduledToUid}. You probably want to reschedule ${rescheduledToUid} instead by passing it within the request URL.`
        : `Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
    );
  }

  private findPending(uid: string): CalBooking {
    const booking = this.find(uid);
    if (booking.status === "pending") return booking;
    throw new CalError(400, `Booking with uid=${uid} is not waiting for confirmation.`);
  }

  private bookStranger(startMs: number): void {
    const attendee = {
      name: "Somebody else",
      email: "somebody@elsewhere.example",
      timeZone: HOST.timeZone,
      language: "en",
    };
    this.add(startMs, { attendee, guests: [], responses: {}, metadata: {}, status: "accepted" });
  }

  private add(startMs: number, fields: NewBooking): CalBooking {
    const { ids, eventType, now } = this.parts;
    const uid = ids.base58(22);
    const createdAt = now().toISOString();
    const booking: CalBooking = {
      id: 9000 + ids.number(),
      uid,
      icsUid: `${uid}@Cal.com`,
      icsSequence: 0,
      title: `${eventType.title} between ${HOST.name} and ${fields.attendee.name}`,
      start: new Date(startMs).toISOString(),
      end: new Date(startMs + eventType.minutes * MINUTE_MS).toISOString(),
      createdAt,
      updatedAt: createdAt,
      status: "accepted",
      ...fields,
    };
    this.bookings.set(uid, booking);
    this.scheduleMeeting(booking);
    this.parts.changed();
    return booking;
  }

  private update(booking: CalBooking, changes: Partial<CalBooking>): void {
    Object.assign(booking, changes, { updatedAt: this.parts.now().toISOString() });
    this.parts.changed();
  }

  private async announce(trigger: BookingTrigger, booking: CalBooking, previous?: CalBooking) {
    const payload = bookingPayload(trigger, booking, this.parts.eventType, previous);
    await this.parts.subscription.send(trigger, { payload });
  }

  private scheduleMeeting(booking: CalBooking): void {
    const send = (trigger: string) => async () => {
      if (booking.status !== "accepted") return;
      const fields = meetingFields(booking, this.parts.eventType);
      // The row's own createdAt stands in the place of the event's.
      await this.parts.subscription.send(trigger, fields);
    };
    const times = { MEETING_STARTED: booking.start, MEETING_ENDED: booking.end };
    for (const [trigger, time] of Object.entries(times)) {
      const waitMs = Date.parse(time) - this.nowMs;
      if (waitMs > 0) this.parts.timers.after(waitMs, send(trigger));
    }
  }

  private get nowMs(): number {
    return this.parts.now().getTime();
  }
}

const OUT_OF_BOUNDS =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future (outside the event\'s scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots.';

function isStanding(status: CalBooking["status"]): boolean {
  return status === "accepted" || status === "pending";
}

/** Kept data was written by this file; it is enough to see that it is a booking at all. */
function isBooking(value: unknown): value is CalBooking {
  return isObject(value) && typeof value.uid === "string" && typeof value.start === "string";
}
