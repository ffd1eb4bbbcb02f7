import "server-only";
import type { z } from "zod";
import { type CalResult, failureOf, failureWithoutAnswer } from "./cal/failures";
import { bookingAnswer, bookingsAnswer, type CalBooking, slotsAnswer } from "./cal/schemas";
import { getEnv } from "./env";

const SLOTS_VERSION = "2024-09-04";
const BOOKINGS_VERSION = "2024-08-13";
const READ_TIMEOUT_MS = 2500;
// Creating a booking writes calendars, makes the video room and sends mail before it answers.
const BOOKING_TIMEOUT_MS = 15_000;

export interface CalConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly eventTypeId: number;
  readonly readTimeoutMs?: number;
  readonly bookingTimeoutMs?: number;
}

interface SlotRange {
  readonly start: Date;
  readonly end: Date;
  readonly timeZone: string;
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

interface BookingFilter {
  readonly attendeeEmail: string;
  readonly afterStart: Date;
  readonly beforeEnd: Date;
}

/** Cal.com API v2, as far as we use it. Expected failures are values, never exceptions. */
export interface CalClient {
  /** The free times of the event type, in order. They are advisory: booking one can still be refused. */
  getSlots(range: SlotRange): Promise<CalResult<Date[]>>;
  createBooking(draft: BookingDraft): Promise<CalResult<CalBooking>>;
  getBooking(uid: string): Promise<CalResult<CalBooking>>;
  /** Upcoming bookings, confirmed or not. */
  findBookings(filter: BookingFilter): Promise<CalResult<CalBooking[]>>;
  /** Makes a new booking with a new uid and cancels the old one. */
  rescheduleBooking(uid: string, start: Date, reason?: string): Promise<CalResult<CalBooking>>;
  /** With a host's key Cal.com demands the reason. */
  cancelBooking(uid: string, reason: string): Promise<CalResult<CalBooking>>;
}

interface CalRequest<Schema extends z.ZodType> {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly version: string;
  readonly answer: Schema;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The client for this deployment's calendar. */
export function calClient(): CalClient {
  const env = getEnv();
  return createCalClient({
    baseUrl: env.CAL_BASE_URL,
    apiKey: env.CAL_API_KEY,
    eventTypeId: env.CAL_EVENT_TYPE_ID,
  });
}

export function createCalClient(config: CalConfig): CalClient {
  const { eventTypeId } = config;
  const booking = async (
    path: string,
    body?: object,
    method: "GET" | "POST" = "POST",
  ): Promise<CalResult<CalBooking>> =>
    mapData(
      await send(config, {
        method,
        path: `/v2/bookings${path}`,
        version: BOOKINGS_VERSION,
        answer: bookingAnswer,
        ...(body ? { body } : {}),
      }),
      (answer) => answer.data,
    );

  return {
    getSlots: async ({ start, end, timeZone }) =>
      mapData(
        await send(config, {
          method: "GET",
          path: "/v2/slots",
          version: SLOTS_VERSION,
          answer: slotsAnswer,
          query: {
            eventTypeId: String(eventTypeId),
            start: start.toISOString(),
            end: end.toISOString(),
            timeZone,
          },
        }),
        ({ data }) =>
          Object.values(data)
            .flatMap((day) => day.map((slot) => slot.start))
            .sort((a, b) => a.getTime() - b.getTime()),
      ),
    createBooking: ({ start, attendee, metadata }) =>
      booking("", { eventTypeId, start: start.toISOString(), attendee, metadata }),
    getBooking: (uid) => booking(`/${encodeURIComponent(uid)}`, undefined, "GET"),
    findBookings: async ({ attendeeEmail, afterStart, beforeEnd }) =>
      mapData(
        await send(config, {
          method: "GET",
          path: "/v2/bookings",
          version: BOOKINGS_VERSION,
          answer: bookingsAnswer,
          query: {
            attendeeEmail,
            eventTypeId: String(eventTypeId),
            afterStart: afterStart.toISOString(),
            beforeEnd: beforeEnd.toISOString(),
            status: "upcoming,unconfirmed",
          },
        }),
        (answer) => answer.data,
      ),
    rescheduleBooking: (uid, start, reason) =>
      booking(`/${encodeURIComponent(uid)}/reschedule`, {
        start: start.toISOString(),
        ...(reason ? { reschedulingReason: reason } : {}),
      }),
    cancelBooking: (uid, reason) =>
      booking(`/${encodeURIComponent(uid)}/cancel`, { cancellationReason: reason }),
  };
}

async function send<Schema extends z.ZodType>(
  config: CalConfig,
  request: CalRequest<Schema>,
): Promise<CalResult<z.output<Schema>>> {
  const isWrite = request.method === "POST";
  try {
    const answer = await fetch(urlOf(config, request), {
      method: request.method,
      headers: {
        authorization: `Bearer ${config.apiKey}`,
        "cal-api-version": request.version,
        ...(request.body ? { "content-type": "application/json" } : {}),
      },
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutOf(config, isWrite)),
    });
    const text = await answer.text();
    if (!answer.ok) return failureOf(answer, parseJson(text), isWrite);
    return { ok: true, data: request.answer.parse(JSON.parse(text)) };
  } catch (error) {
    // A success whose body cannot be read is as ambiguous as no answer.
    return failureWithoutAnswer(error, isWrite);
  }
}

function timeoutOf(config: CalConfig, isWrite: boolean): number {
  return isWrite
    ? (config.bookingTimeoutMs ?? BOOKING_TIMEOUT_MS)
    : (config.readTimeoutMs ?? READ_TIMEOUT_MS);
}

function urlOf(config: CalConfig, request: Pick<CalRequest<z.ZodType>, "path" | "query">): string {
  const query = new URLSearchParams(request.query).toString();
  return `${config.baseUrl}${request.path}${query ? `?${query}` : ""}`;
}

/** The body of an error may be anything, such as a gateway's HTML. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mapData<A, B>(result: CalResult<A>, map: (data: A) => B): CalResult<B> {
  return result.ok ? { ok: true, data: map(result.data) } : result;
}
