import "server-only";
import type { z } from "zod";
import type { CalBudget } from "./cal/budget";
import type { CalResult } from "./cal/failures";
import { type CalConnection, type CalRequest, send } from "./cal/http";
import {
  anyAnswer,
  bookingAnswer,
  bookingsAnswer,
  type CalBooking,
  reservationAnswer,
  slotsAnswer,
} from "./cal/schemas";
import { getEnv } from "./env";

/** Each path has its own version; the wrong one is answered with 404, or by another controller without a word. */
const SLOTS_VERSION = "2024-09-04";
const BOOKINGS_VERSION = "2024-08-13";
const ALL_STATUSES = "upcoming,recurring,past,cancelled,unconfirmed";

export interface CalConfig extends CalConnection {
  readonly eventTypeId: number;
}

export interface OpeningsRange {
  readonly start: Date;
  readonly end: Date;
  readonly timeZone: string;
  /** The booking that is to be moved: its own time counts as free. */
  readonly reschedulingUid?: string;
}

/** A free time. `end` is missing where Cal.com does not say it. */
export interface CalOpening {
  readonly start: Date;
  readonly end?: Date;
}

export interface BookingDraft {
  readonly start: Date;
  readonly attendee: {
    readonly name: string;
    readonly email: string;
    readonly timeZone: string;
    readonly phoneNumber?: string;
  };
  readonly metadata: { readonly callId: string; readonly leadId: string; readonly teamId: string };
}

export interface BookingFilter {
  readonly attendeeEmail?: string;
  readonly afterStart: Date;
  readonly beforeEnd: Date;
  /** Also those that no longer stand, or are over. */
  readonly isAnyStatus?: boolean;
}

export interface ChangesFilter {
  readonly since: Date;
  readonly take: number;
  readonly skip: number;
}

export interface CalReservation {
  readonly uid: string;
  readonly until: Date;
}

/** Cal.com API v2, as far as we use it. Expected failures are values, never exceptions. */
export interface CalClient {
  /** The free times of the event type, in order. They are advisory: booking one can still be refused. */
  getOpenings(range: OpeningsRange): Promise<CalResult<CalOpening[]>>;
  /** The starts of the free times. */
  getSlots(range: OpeningsRange): Promise<CalResult<Date[]>>;
  /** Hides a time from others for some minutes. It neither makes a booking certain nor ends with one. */
  reserveSlot(start: Date): Promise<CalResult<CalReservation>>;
  releaseSlot(reservationUid: string): Promise<CalResult<undefined>>;
  createBooking(draft: BookingDraft): Promise<CalResult<CalBooking>>;
  getBooking(uid: string): Promise<CalResult<CalBooking>>;
  /** Upcoming bookings, confirmed or not, unless the filter wants all. */
  findBookings(filter: BookingFilter): Promise<CalResult<CalBooking[]>>;
  /** A page of the bookings that were changed since then, whatever their status; the oldest change first. */
  listChanges(filter: ChangesFilter): Promise<CalResult<CalBooking[]>>;
  /** Makes a new booking with a new uid and cancels the old one. */
  rescheduleBooking(uid: string, start: Date, reason?: string): Promise<CalResult<CalBooking>>;
  /** With a host's key Cal.com demands the reason. */
  cancelBooking(uid: string, reason: string): Promise<CalResult<CalBooking>>;
}

/** The client for this deployment's calendar; services get theirs from `calendarFor`. */
export function calClient(budget: CalBudget): CalClient {
  const env = getEnv();
  return createCalClient({
    baseUrl: env.CAL_BASE_URL,
    apiKey: env.CAL_API_KEY,
    eventTypeId: env.CAL_EVENT_TYPE_ID,
    budget,
  });
}

export function createCalClient(config: CalConfig): CalClient {
  const getOpenings = (range: OpeningsRange) => openings(config, range);
  return {
    getOpenings,
    getSlots: async (range) =>
      mapData(await getOpenings(range), (found) => found.map(({ start }) => start)),
    ...reservations(config),
    ...bookings(config),
    ...bookingLists(config),
  };
}

async function openings(config: CalConfig, range: OpeningsRange): Promise<CalResult<CalOpening[]>> {
  const { start, end, timeZone, reschedulingUid } = range;
  const answer = await ask(config, {
    path: "/v2/slots",
    version: SLOTS_VERSION,
    answer: slotsAnswer,
    patience: "slots",
    query: {
      eventTypeId: String(config.eventTypeId),
      start: start.toISOString(),
      end: end.toISOString(),
      timeZone,
      format: "range",
      ...(reschedulingUid ? { bookingUidToReschedule: reschedulingUid } : {}),
    },
  });
  return mapData(answer, ({ data }) =>
    Object.values(data)
      .flat()
      .map((slot) => (slot.end ? { start: slot.start, end: slot.end } : { start: slot.start }))
      .sort((a, b) => a.start.getTime() - b.start.getTime()),
  );
}

function reservations(config: CalConfig): Pick<CalClient, "reserveSlot" | "releaseSlot"> {
  const path = "/v2/slots/reservations";
  const shared = { version: SLOTS_VERSION, patience: "hold" } as const;
  return {
    reserveSlot: async (start) => {
      const body = { eventTypeId: config.eventTypeId, slotStart: start.toISOString() };
      const request = { ...shared, method: "POST", path, body, answer: reservationAnswer } as const;
      return mapData(await send(config, request), ({ data }) => ({
        uid: data.reservationUid,
        until: data.reservationUntil,
      }));
    },
    releaseSlot: async (uid) => {
      const place = `${path}/${encodeURIComponent(uid)}`;
      const request = { ...shared, method: "DELETE", path: place, answer: anyAnswer } as const;
      return mapData(await send(config, request), () => undefined);
    },
  };
}

function bookings(
  config: CalConfig,
): Pick<CalClient, "createBooking" | "getBooking" | "rescheduleBooking" | "cancelBooking"> {
  const shared = { version: BOOKINGS_VERSION, answer: bookingAnswer };
  const pathOf = (uid: string) => `/v2/bookings/${encodeURIComponent(uid)}`;
  const write = async (path: string, body: object) =>
    mapData(
      await send(config, { ...shared, method: "POST", path, body, patience: "write" }),
      (answer) => answer.data,
    );
  return {
    createBooking: ({ start, attendee, metadata }) =>
      write("/v2/bookings", {
        eventTypeId: config.eventTypeId,
        start: start.toISOString(),
        attendee,
        metadata,
      }),
    getBooking: async (uid) =>
      mapData(
        await ask(config, { ...shared, path: pathOf(uid), patience: "look" }),
        (answer) => answer.data,
      ),
    rescheduleBooking: (uid, start, reason) =>
      write(`${pathOf(uid)}/reschedule`, {
        start: start.toISOString(),
        ...(reason ? { reschedulingReason: reason } : {}),
      }),
    cancelBooking: (uid, reason) => write(`${pathOf(uid)}/cancel`, { cancellationReason: reason }),
  };
}

function bookingLists(config: CalConfig): Pick<CalClient, "findBookings" | "listChanges"> {
  const list = async (query: Readonly<Record<string, string>>) =>
    mapData(
      await ask(config, {
        path: "/v2/bookings",
        version: BOOKINGS_VERSION,
        answer: bookingsAnswer,
        patience: "list",
        query: { eventTypeId: String(config.eventTypeId), ...query },
      }),
      (answer) => answer.data,
    );
  return {
    findBookings: ({ attendeeEmail, afterStart, beforeEnd, isAnyStatus }) =>
      list({
        ...(attendeeEmail ? { attendeeEmail } : {}),
        afterStart: afterStart.toISOString(),
        beforeEnd: beforeEnd.toISOString(),
        status: isAnyStatus ? ALL_STATUSES : "upcoming,unconfirmed",
      }),
    listChanges: ({ since, take, skip }) =>
      list({
        afterUpdatedAt: since.toISOString(),
        status: ALL_STATUSES,
        sortUpdatedAt: "asc",
        take: String(take),
        skip: String(skip),
      }),
  };
}

function ask<Schema extends z.ZodType>(
  config: CalConfig,
  request: Omit<CalRequest<Schema>, "method">,
): Promise<CalResult<z.output<Schema>>> {
  return send(config, { ...request, method: "GET" });
}

function mapData<A, B>(result: CalResult<A>, map: (data: A) => B): CalResult<B> {
  return result.ok ? { ok: true, data: map(result.data) } : result;
}
