import { type StandInClock, Timers } from "../clock";
import { asList, asObject, asText, type JsonObject } from "../json";
import type { Log } from "../log";
import { Ids } from "../random";
import type { Reply } from "../reply";
import type { WebhookTransport } from "../webhooks";
import { Calendar } from "./calendar";
import { CalError, errorReply } from "./errors";
import { CalFaults, type CalOperation } from "./faults";
import { pingPayload } from "./payloads";
import { type RareTrigger, rareFields } from "./rare-payloads";
import { RateLimit } from "./rate-limit";
import { freeSlots, groupByDate, type SlotDays } from "./slots";
import { Subscription } from "./subscription";
import { DAY_MS, isTimeZone, MINUTE_MS } from "./times";
import { type CalBooking, type Caller, type EventType, HOST } from "./types";
import { checkKeys, readBooking, readInstant, withoutNulls } from "./validate";
import { bookingOnWire, type ListQuery, listBookings } from "./views";

export interface CalOptions {
  readonly clock: StandInClock;
  readonly log: Log;
  readonly transport: WebhookTransport;
  readonly appUrl: () => string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly eventTypeId: number;
  readonly seed: number;
  readonly changed: () => void;
}

const SLOT_KEYS = [
  "eventTypeId",
  "eventTypeSlug",
  "username",
  "organizationSlug",
  "teamSlug",
  "usernames",
  "start",
  "end",
  "timeZone",
  "duration",
  "format",
  "bookingUidToReschedule",
];
const DEFAULT_HOLD_MINUTES = 5;

/** A calendar service with one host and one event type, strict about what it takes. */
export class CalStandIn {
  readonly faults = new CalFaults();
  readonly eventType: EventType;
  readonly subscription: Subscription;
  readonly calendar: Calendar;
  readonly rateLimit: RateLimit;
  private readonly timers: Timers;
  private readonly ids: Ids;
  private readonly now = () => this.options.clock.now();

  constructor(private readonly options: CalOptions) {
    const { clock, seed, transport, log } = options;
    const { now } = this;
    this.timers = new Timers(clock);
    this.ids = new Ids(`cal:${seed}`, now);
    this.rateLimit = new RateLimit(clock);
    this.eventType = defaultEventType(options.eventTypeId);
    this.subscription = new Subscription({
      timers: this.timers,
      transport,
      now,
      log,
      seed,
      url: () => `${options.appUrl()}/api/webhook/cal`,
      secret: options.webhookSecret,
    });
    this.calendar = new Calendar({
      timers: this.timers,
      now,
      ids: this.ids,
      eventType: this.eventType,
      faults: this.faults,
      subscription: this.subscription,
      changed: options.changed,
    });
  }

  /**
   * Runs one request as the service would: the limit first, then the key, then the work, with the fault that was
   * asked for. `path` is the service's own, as its errors name it.
   */
  async handle(request: CalRequest): Promise<Reply> {
    const verdict = this.rateLimit.take(request.authorization ?? "anonymous");
    const latencyMs = this.faults.latencyOf(request.operation);
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const reply = await this.answer(request, verdict.isAllowed);
    return { ...reply, headers: { ...verdict.headers, ...reply.headers } };
  }

  /** GET /v2/slots. */
  slots(query: ListQuery): SlotDays {
    checkKeys(query, SLOT_KEYS);
    const { eventType } = this;
    if (Number(query.eventTypeId) !== eventType.id) throw new CalError(404, "Event Type not found");
    const { timeZone, bookingUidToReschedule } = query;
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new CalError(
        400,
        "timeZone property is wrong,timeZone must be a valid IANA time-zone ",
      );
    }
    const fromMs = readInstant(query.start, "start");
    const toMs = endOfRange(query.end);
    if (toMs <= fromMs) {
      throw new CalError(
        400,
        "Invalid time range given - check the 'start' and 'end' query parameters.",
      );
    }
    const busy = [...this.calendar.busy(bookingUidToReschedule), ...this.calendar.held()];
    const nowMs = this.now().getTime();
    const starts = freeSlots({ fromMs, toMs, nowMs, eventType, busy });
    const isRange = query.format === "range";
    return groupByDate(starts, { timeZone, minutes: eventType.minutes, isRange });
  }

  async book(body: JsonObject): Promise<JsonObject> {
    return this.view(await this.calendar.book(readBooking(body, this.eventType.id)));
  }

  async reschedule(uid: string, raw: JsonObject, caller: Caller): Promise<JsonObject> {
    const body = withoutNulls(raw);
    checkKeys(body, ["start", "reschedulingReason", "rescheduledBy", "emailVerificationCode"]);
    const startMs = readInstant(body.start, "start");
    const reason = asText(body.reschedulingReason);
    const by = asText(body.rescheduledBy) ?? (caller === "host" ? HOST.email : undefined);
    const change = {
      startMs,
      caller,
      ...(reason === undefined ? {} : { reason }),
      ...(by === undefined ? {} : { by }),
    };
    return this.view(await this.calendar.reschedule(uid, change));
  }

  async cancel(uid: string, raw: JsonObject, caller: Caller): Promise<JsonObject> {
    const body = withoutNulls(raw);
    checkKeys(body, ["cancellationReason", "cancelSubsequentBookings", "seatUid"]);
    const reason = asText(body.cancellationReason);
    this.calendar.checkCancellable(uid);
    if (caller === "host" && !reason) {
      throw new CalError(400, "Cancellation reason is required", { isBare: true });
    }
    const by = caller === "host" ? HOST.email : undefined;
    return this.view(await this.calendar.cancel(uid, reason, by));
  }

  async confirm(uid: string): Promise<JsonObject> {
    return this.view(await this.calendar.confirm(uid));
  }

  async decline(uid: string, body: JsonObject): Promise<JsonObject> {
    return this.view(await this.calendar.decline(uid, asText(body.reason)));
  }

  async markAbsent(uid: string, body: JsonObject): Promise<JsonObject> {
    checkKeys(body, ["host", "attendees"]);
    const { host } = body;
    const attendee = asObject(asList(body.attendees)[0]).absent;
    const absent = {
      ...(typeof host === "boolean" ? { host } : {}),
      ...(typeof attendee === "boolean" ? { attendee } : {}),
    };
    return this.view(await this.calendar.markAbsent(uid, absent));
  }

  get(uid: string): JsonObject {
    return this.view(this.calendar.find(uid));
  }

  list(query: ListQuery): { data: JsonObject[]; pagination: JsonObject } {
    const all = [...this.calendar.bookings.values()];
    const { bookings, pagination } = listBookings(all, query, this.now().getTime());
    return { data: bookings.map((booking) => this.view(booking)), pagination };
  }

  /** POST /v2/slots/reservations. */
  reserve(raw: JsonObject, caller: Caller): JsonObject {
    const body = withoutNulls(raw);
    checkKeys(body, ["eventTypeId", "slotStart", "slotDuration", "reservationDuration"]);
    if (body.eventTypeId !== this.eventType.id) {
      throw new CalError(404, `Event Type with ID=${String(body.eventTypeId)} not found`);
    }
    const minutes = body.reservationDuration;
    if (minutes !== undefined && caller !== "host") {
      throw new CalError(401, "reservationDuration can only be used for authenticated requests");
    }
    const startMs = readInstant(body.slotStart, "slotStart");
    const held = typeof minutes === "number" ? minutes : DEFAULT_HOLD_MINUTES;
    return this.reservationView(this.calendar.reserve(startMs, held).uid) ?? {};
  }

  /** A hold as the API shows it; undefined when there is none, or no longer. */
  reservationView(uid: string): JsonObject | undefined {
    const reservation = this.calendar.held().find((held) => held.uid === uid);
    if (!reservation) return undefined;
    return {
      eventTypeId: this.eventType.id,
      slotStart: new Date(reservation.startMs).toISOString(),
      slotEnd: new Date(reservation.endMs).toISOString(),
      slotDuration: this.eventType.minutes,
      reservationUid: uid,
      reservationDuration: reservation.minutes,
      reservationUntil: new Date(reservation.untilMs).toISOString(),
    };
  }

  /** What the test button of the service's settings does. */
  async ping(): Promise<void> {
    const payload = pingPayload(this.now().toISOString());
    await this.subscription.send("PING", { payload });
  }

  /** Sends an event that no request of ours causes. */
  async sendRare(trigger: RareTrigger, uid: string): Promise<void> {
    const booking = this.calendar.find(uid);
    await this.subscription.send(trigger, rareFields(trigger, booking, this.eventType));
  }

  snapshot(): JsonObject {
    return { count: this.ids.count, bookings: [...this.calendar.bookings.values()] };
  }

  restore(data: JsonObject): void {
    if (typeof data.count === "number") this.ids.count = data.count;
    this.calendar.restore(data.bookings);
  }

  stop(): void {
    this.timers.stop();
  }

  private async answer(request: CalRequest, isAllowed: boolean): Promise<Reply> {
    try {
      const fault = this.faults.takeRequest(request.operation);
      if (!isAllowed || fault === "rate-limited") throw new CalError(429, TOO_MANY);
      if (fault === "error-before") throw new CalError(500, "Internal server error");
      if (fault === "hang-before") return { status: 504, hang: true };
      if (fault === "conflict") throw new CalError(409, "booking_conflict_error", { isBare: true });
      const caller = this.identify(request);
      const reply = { status: request.status ?? 200, body: await request.work(caller) };
      if (fault === "error-after") throw new CalError(500, "Internal server error");
      return fault === "hang-after" ? { ...reply, hang: true } : reply;
    } catch (error) {
      if (error instanceof CalError) return errorReply(error, request.path, this.now());
      throw error;
    }
  }

  private identify({ authorization, needsKey }: CalRequest): Caller {
    if (authorization === undefined) {
      if (needsKey) throw new CalError(needsKey.status, needsKey.message);
      return "anonymous";
    }
    if (authorization === `Bearer ${this.options.apiKey}`) return "host";
    throw new CalError(401, "ApiAuthStrategy - api key - Your api key is not valid");
  }

  private view(booking: CalBooking): JsonObject {
    return bookingOnWire(booking, this.eventType);
  }
}

export interface CalRequest {
  readonly operation: CalOperation;
  readonly path: string;
  readonly authorization: string | undefined;
  /** How the service refuses a caller without a key, when it does. */
  readonly needsKey?: { readonly status: number; readonly message: string };
  /** The status of success. */
  readonly status?: number;
  readonly work: (caller: Caller) => unknown;
}

const TOO_MANY = "CustomThrottlerGuard - Too many requests. Please try again later.";

function defaultEventType(id: number): EventType {
  return {
    id,
    slug: "demo",
    title: "Product demo",
    minutes: 30,
    noticeMinutes: 120,
    windowDays: 60,
    fromHour: 9,
    toHour: 17,
    requiresConfirmation: false,
  };
}

/** The end of a search: a date, like an instant at midnight, means the end of that day. */
function endOfRange(value: unknown): number {
  const ms = readInstant(value, "end");
  return ms % DAY_MS === 0 ? ms + DAY_MS - MINUTE_MS / 60 : ms;
}
