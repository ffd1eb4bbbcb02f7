import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseDelivery } from "@/app/api/webhook/cal/schema";
import { RARE_TRIGGERS } from "../../../local/stand-ins/cal/rare-payloads";
import { asList, asObject, type JsonObject } from "../../../local/stand-ins/json";
import { IDS, messagesAt, type Rig, SECRETS, startRig } from "./rig";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BOOKINGS = "2024-08-13";
const SLOTS = "2024-09-04";
/** Wednesday, 10:00 in Chicago. */
const WEDNESDAY_10 = "2026-03-04T16:00:00Z";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(() => rig.stop());

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
}

interface Options {
  readonly method?: string;
  readonly body?: JsonObject;
  readonly version?: string;
  readonly key?: string | undefined;
}

async function call(path: string, options: Options = {}): Promise<Answer> {
  const { method = "GET", body, version = BOOKINGS } = options;
  const key = "key" in options ? options.key : SECRETS.calApiKey;
  const response = await fetch(`${rig.standIns.calUrl}/v2${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(version ? { "cal-api-version": version } : {}),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: asObject(answer), headers: response.headers };
}

function post(path: string, body: JsonObject, options: Options = {}): Promise<Answer> {
  return call(path, { method: "POST", body, ...options });
}

function booking(extra: JsonObject = {}): JsonObject {
  return {
    eventTypeId: IDS.eventTypeId,
    start: WEDNESDAY_10,
    attendee: {
      name: "Pat Lee",
      email: "pat@lee-air.example",
      timeZone: "America/New_York",
      phoneNumber: "+12125550123",
    },
    metadata: { leadId: "lead-1", callId: "call-1" },
    ...extra,
  };
}

async function book(extra: JsonObject = {}): Promise<JsonObject> {
  const answer = await post("/bookings", booking(extra));
  expect(answer.status).toBe(201);
  return asObject(answer.body.data);
}

function slots(query: Record<string, string> = {}): Promise<Answer> {
  const search = new URLSearchParams({
    eventTypeId: String(IDS.eventTypeId),
    start: "2026-03-03",
    end: "2026-03-04",
    ...query,
  });
  return call(`/slots?${search}`, { version: SLOTS });
}

async function startsOn(day: string): Promise<unknown[]> {
  const { body } = await slots();
  return asList(asObject(body.data)[day]).map((slot) => asObject(slot).start);
}

function message(answer: Answer): unknown {
  return asObject(answer.body.error).message;
}

function events(): JsonObject[] {
  return messagesAt(rig.receiver, "/api/webhook/cal");
}

describe("slots", () => {
  it("are half hours of the host's working day, after the minimum notice", async () => {
    const { body } = await slots({ timeZone: "America/Chicago" });
    const days = asObject(body.data);
    expect(Object.keys(days)).toEqual(["2026-03-03", "2026-03-04"]);
    expect(asList(days["2026-03-03"])[0]).toEqual({ start: "2026-03-03T12:00:00.000-06:00" });
    expect(asList(days["2026-03-04"])).toHaveLength(16);
    expect(asList(days["2026-03-04"])[0]).toEqual({ start: "2026-03-04T09:00:00.000-06:00" });
    expect(asList(days["2026-03-04"]).at(-1)).toEqual({ start: "2026-03-04T16:30:00.000-06:00" });
  });

  it("stay at the host's local hour across the change of clocks, and leave weekends out", async () => {
    const { body } = await slots({ start: "2026-03-06", end: "2026-03-09", format: "range" });
    const days = asObject(body.data);
    expect(Object.keys(days)).toEqual(["2026-03-06", "2026-03-09"]);
    expect(asList(days["2026-03-06"])[0]).toMatchObject({ start: "2026-03-06T15:00:00.000Z" });
    expect(asList(days["2026-03-09"])[0]).toEqual({
      start: "2026-03-09T14:00:00.000Z",
      end: "2026-03-09T14:30:00.000Z",
    });
  });

  it.each([undefined, "2024-08-13"])("do not exist for version %s", async (version) => {
    const answer = await call("/slots?eventTypeId=1", { version: version ?? "" });
    expect(answer.status).toBe(404);
    expect(message(answer)).toBe("Cannot GET /v2/slots?eventTypeId=1");
  });

  it("refuse an unknown parameter, an unknown event type and a range that is none", async () => {
    const unknown = await slots({ eventTypeID: "1" });
    expect([unknown.status, message(unknown)]).toEqual([
      400,
      "eventTypeID property is wrong,property eventTypeID should not exist ",
    ]);
    expect((await slots({ eventTypeId: "1" })).status).toBe(404);
    const backwards = await slots({ start: "2026-03-05", end: "2026-03-01" });
    expect(message(backwards)).toBe(
      "Invalid time range given - check the 'start' and 'end' query parameters.",
    );
  });

  it("disappear while they are held, and come back when the hold ends", async () => {
    const hold = { eventTypeId: IDS.eventTypeId, slotStart: WEDNESDAY_10 };
    const held = await post("/slots/reservations", hold, { version: SLOTS });
    expect(held.status).toBe(201);
    expect(held.body.data).toMatchObject({
      reservationDuration: 5,
      slotEnd: "2026-03-04T16:30:00.000Z",
    });
    expect(await startsOn("2026-03-04")).not.toContain("2026-03-04T16:00:00.000Z");
    expect((await post("/slots/reservations", hold, { version: SLOTS })).status).toBe(422);
    await rig.clock.advance(5 * MINUTE_MS);
    expect(await startsOn("2026-03-04")).toContain("2026-03-04T16:00:00.000Z");
  });
});

describe("booking", () => {
  it("takes the time, answers with the booking and reports it, signed", async () => {
    const created = await book();
    expect(created).toMatchObject({
      status: "accepted",
      start: "2026-03-04T16:00:00.000Z",
      end: "2026-03-04T16:30:00.000Z",
      metadata: { leadId: "lead-1" },
    });
    expect(created.uid).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
    expect(await startsOn("2026-03-04")).not.toContain("2026-03-04T16:00:00.000Z");

    await rig.clock.advance(MINUTE_MS);
    expect(events()).toMatchObject([
      {
        triggerEvent: "BOOKING_CREATED",
        payload: {
          uid: created.uid,
          startTime: "2026-03-04T16:00:00Z",
          status: "ACCEPTED",
          attendees: [{ phoneNumber: "+12125550123", utcOffset: -300 }],
          metadata: { leadId: "lead-1", callId: "call-1" },
        },
      },
    ]);
    const [request] = rig.receiver.requests;
    const signature = createHmac("sha256", SECRETS.calWebhookSecret)
      .update(request?.text ?? "")
      .digest("hex");
    expect(request?.headers["x-cal-signature-256"]).toBe(signature);
  });

  it("refuses the same time twice, times that are too soon, past, or outside working hours", async () => {
    await book();
    const busy = "User either already has booking at this time or is not available";
    expect(message(await post("/bookings", booking()))).toBe(busy);
    const night = await post("/bookings", booking({ start: "2026-03-05T03:00:00Z" }));
    expect([night.status, message(night)]).toEqual([400, busy]);
    const soon = await post("/bookings", booking({ start: "2026-03-03T17:00:00Z" }));
    expect(message(soon)).toContain("violating the minimum booking notice");
    const past = await post("/bookings", booking({ start: "2026-03-02T17:00:00Z" }));
    expect(message(past)).toBe("Attempting to book a meeting in the past.");
  });

  it.each([
    [{ end: WEDNESDAY_10 }, "end property is wrong,property end should not exist "],
    [{ lengthInMinutes: 30 }, "Can't specify 'lengthInMinutes'"],
    [{ metadata: { deep: {} } }, "Metadata must have at most 50 keys"],
    [{ attendee: { name: "Pat", timeZone: "UTC" } }, "at least one contact method"],
    [{ location: { type: "phone" } }, "Booking location with type phone not valid"],
  ])("refuses %j", async (extra, text) => {
    const answer = await post("/bookings", booking(extra));
    expect(answer.status).toBe(400);
    expect(message(answer)).toContain(text);
  });

  it("takes optional keys that are null as absent", async () => {
    await book({ guests: null, location: null });
  });

  it("is served by an old controller without a version, and by none with that of slots", async () => {
    const old = await post("/bookings", booking(), { version: "" });
    expect([old.status, message(old)]).toEqual([400, "Bad Request Exception"]);
    const wrong = await post("/bookings", booking(), { version: SLOTS });
    expect([wrong.status, message(wrong)]).toEqual([404, "Cannot POST /v2/bookings"]);
  });

  it("wants the right key or none, and for the list a key", async () => {
    const wrong = await post("/bookings", booking(), { key: "cal_other" });
    expect([wrong.status, message(wrong)]).toEqual([
      401,
      "ApiAuthStrategy - api key - Your api key is not valid",
    ]);
    expect((await call("/bookings", { key: undefined })).status).toBe(403);
    expect((await post("/bookings", booking(), { key: undefined })).status).toBe(201);
  });

  it("is found by its attendee", async () => {
    const created = await book();
    const { body } = await call("/bookings?attendeeEmail=Pat@lee-air.example&take=1");
    expect(body).toMatchObject({
      status: "success",
      data: [{ uid: created.uid }],
      pagination: { totalItems: 1, itemsPerPage: 1, hasNextPage: false },
    });
    expect((await call("/bookings?status=cancelled")).body.data).toEqual([]);
    expect((await call("/bookings?take=500")).status).toBe(400);
    expect((await call("/bookings/unknown")).status).toBe(404);
  });

  it("is found among the latest changes, page by page, whatever its status", async () => {
    const first = await book();
    await rig.clock.advance(MINUTE_MS);
    const second = await book({ start: "2026-03-04T17:00:00Z" });
    const since = rig.clock.now().toISOString();
    await rig.clock.advance(MINUTE_MS);
    await post(`/bookings/${first.uid}/cancel`, { cancellationReason: "no time" });
    const all = "status=upcoming,recurring,past,cancelled,unconfirmed&sortUpdatedAt=asc";
    const list = async (query: string) =>
      asList((await call(`/bookings?${all}&${query}`)).body.data).map((item) => asObject(item).uid);
    expect(await list(`afterUpdatedAt=${since}`)).toEqual([second.uid, first.uid]);
    expect(await list("take=1&skip=1")).toEqual([first.uid]);
    await rig.clock.advance(MINUTE_MS);
    expect(await list(`afterUpdatedAt=${rig.clock.now().toISOString()}`)).toEqual([]);
  });

  it("waits for the host when the event type says so", async () => {
    rig.standIns.cal.eventType.requiresConfirmation = true;
    const first = await book();
    const second = await book({ start: "2026-03-04T17:00:00Z" });
    await post(`/bookings/${first.uid}/confirm`, {});
    await post(`/bookings/${second.uid}/decline`, { reason: "no time" });
    await rig.clock.advance(MINUTE_MS);
    const triggers = events().map(({ triggerEvent }) => triggerEvent);
    expect(triggers.sort()).toEqual([
      "BOOKING_CREATED",
      "BOOKING_REJECTED",
      "BOOKING_REQUESTED",
      "BOOKING_REQUESTED",
    ]);
    const rejected = events().find(({ triggerEvent }) => triggerEvent === "BOOKING_REJECTED");
    const payload = asObject(rejected?.payload);
    expect(payload).toMatchObject({ startTime: "2026-03-04T17:00:00.000Z", status: "REJECTED" });
    expect(payload).not.toHaveProperty("metadata");
  });
});

describe("a change of a booking", () => {
  it("moves it to a new uid, with one event that names both", async () => {
    const old = await book();
    const answer = await post(`/bookings/${old.uid}/reschedule`, {
      start: "2026-03-05T16:00:00Z",
      reschedulingReason: "travelling",
    });
    expect(answer.status).toBe(201);
    const moved = asObject(answer.body.data);
    expect(moved).toMatchObject({ rescheduledFromUid: old.uid, metadata: { leadId: "lead-1" } });
    expect(moved.uid).not.toBe(old.uid);
    const gone = await call(`/bookings/${old.uid}`);
    expect(gone.body.data).toMatchObject({ status: "cancelled", rescheduledToUid: moved.uid });

    await rig.clock.advance(MINUTE_MS);
    expect(
      events()
        .map(({ triggerEvent }) => triggerEvent)
        .sort(),
    ).toEqual(["BOOKING_CREATED", "BOOKING_RESCHEDULED"]);
    const event = events().find(({ triggerEvent }) => triggerEvent === "BOOKING_RESCHEDULED");
    expect(event?.payload).toMatchObject({
      uid: moved.uid,
      rescheduleUid: old.uid,
      rescheduleStartTime: "2026-03-04T16:00:00Z",
      iCalUID: `${old.uid}@Cal.com`,
      iCalSequence: 1,
    });
    const again = await post(`/bookings/${old.uid}/reschedule`, { start: "2026-03-06T16:00:00Z" });
    expect(message(again)).toContain(`rescheduled already to booking with uid=${moved.uid}`);
    const misnamed = { start: "2026-03-06T16:00:00Z", rescheduleReason: "x" };
    expect((await post(`/bookings/${moved.uid}/reschedule`, misnamed)).status).toBe(400);
  });

  it("cancels it once, with a reason from the host, and reports it without metadata", async () => {
    const { uid } = await book();
    const bare = await post(`/bookings/${uid}/cancel`, {});
    expect([bare.status, bare.body]).toEqual([
      400,
      { statusCode: 400, message: "Cancellation reason is required" },
    ]);
    const reason = { cancellationReason: "Customer asked" };
    expect((await post(`/bookings/${uid}/cancel`, reason)).status).toBe(200);
    expect(message(await post(`/bookings/${uid}/cancel`, reason))).toBe(
      "This booking has already been cancelled.",
    );
    await rig.clock.advance(MINUTE_MS);
    const event = events().find(({ triggerEvent }) => triggerEvent === "BOOKING_CANCELLED");
    const payload = asObject(event?.payload);
    expect(payload).toMatchObject({
      uid,
      startTime: "2026-03-04T16:00:00+00:00",
      cancellationReason: "Customer asked",
    });
    expect(payload).not.toHaveProperty("metadata");
  });

  it("tells of its start and end, flat, unless it was cancelled", async () => {
    const { uid } = await book();
    const cancelled = await book({ start: "2026-03-04T17:00:00Z" });
    await post(`/bookings/${cancelled.uid}/cancel`, { cancellationReason: "x" });
    await rig.clock.advance(26 * HOUR_MS);
    const meetings = events().filter(({ triggerEvent }) => /^MEETING/.test(String(triggerEvent)));
    expect(meetings).toMatchObject([
      { triggerEvent: "MEETING_STARTED", uid, startTime: "2026-03-04T16:00:00.000Z" },
      { triggerEvent: "MEETING_ENDED", uid },
    ]);
    expect(meetings[1]).not.toHaveProperty("payload");
    await post(`/bookings/${uid}/mark-absent`, {
      attendees: [{ email: "pat@lee-air.example", absent: true }],
    });
    await rig.clock.advance(MINUTE_MS);
    expect(events().at(-1)).toMatchObject({
      triggerEvent: "BOOKING_NO_SHOW_UPDATED",
      payload: { bookingUid: uid, attendees: [{ noShow: true }] },
    });
  });
});

describe("limits and faults", () => {
  it("shuts out who asks more than 120 times a minute", async () => {
    rig.standIns.cal.rateLimit.limit = 3;
    for (const remaining of ["2", "1", "0"]) {
      const { status, headers } = await slots();
      expect([status, headers.get("x-ratelimit-remaining-default")]).toEqual([200, remaining]);
    }
    const refused = await slots();
    expect(refused.status).toBe(429);
    expect(asObject(refused.body.error).code).toBe("ThrottlerException");
    expect(refused.headers.get("retry-after")).toBeNull();
    await rig.clock.advance(MINUTE_MS);
    expect((await slots()).status).toBe(200);
  });

  it("takes its time when told to", async () => {
    const { faults } = rig.standIns.cal;
    faults.latencies.set("slots", 150);
    const startedMs = Date.now();
    await slots();
    expect(Date.now() - startedMs).toBeGreaterThanOrEqual(140);
    expect([faults.latencyOf("book"), faults.latencyOf("slots")]).toEqual([0, 150]);
    faults.clear();
    expect(faults.latencyOf("slots")).toBe(0);
  });

  it("lets a stranger take the time first", async () => {
    rig.standIns.cal.faults.takeNextBooking("+12125550123");
    const answer = await post("/bookings", booking());
    expect(answer.status).toBe(400);
    expect(await startsOn("2026-03-04")).not.toContain("2026-03-04T16:00:00.000Z");
    await book({ start: "2026-03-04T17:00:00Z" });
  });

  it("books and then gives no answer; the booking can be found", async () => {
    rig.standIns.cal.faults.nextRequests("hang-after", "book");
    const attempt = fetch(`${rig.standIns.calUrl}/v2/bookings`, {
      method: "POST",
      body: JSON.stringify(booking()),
      headers: { "cal-api-version": BOOKINGS, authorization: `Bearer ${SECRETS.calApiKey}` },
      signal: AbortSignal.timeout(200),
    });
    await expect(attempt).rejects.toThrow();
    const { body } = await call("/bookings?attendeeEmail=pat@lee-air.example");
    expect(body.data).toHaveLength(1);
  });

  it("answers a lost race without the envelope", async () => {
    rig.standIns.cal.faults.nextRequests("conflict", "book");
    const answer = await post("/bookings", booking());
    expect([answer.status, answer.body]).toEqual([
      409,
      { statusCode: 409, message: "booking_conflict_error" },
    ]);
  });
});

describe("events that no request causes", () => {
  it.each(RARE_TRIGGERS)("%s is sent on command, in its own shape", async (trigger) => {
    const { uid } = await book();
    await rig.clock.advance(MINUTE_MS);
    await rig.standIns.cal.sendRare(trigger, String(uid));
    await rig.clock.advance(MINUTE_MS);
    const sent = events().at(-1);
    expect(sent).toMatchObject({ triggerEvent: trigger, createdAt: expect.any(String) });
    expect(sent && "payload" in sent).toBe(!trigger.startsWith("MEETING_"));
    expect(parseDelivery(sent)).toMatchObject({ ok: true });
  });
});

describe("webhooks", () => {
  it("come before the answer when they are sent inline", async () => {
    rig.standIns.cal.subscription.mode = "inline";
    await book();
    expect(events()).toMatchObject([{ triggerEvent: "BOOKING_CREATED" }]);
  });

  it("are repeated unchanged after a 503, and not after a 400", async () => {
    const statuses = [503, 503, 200];
    rig.receiver.answer = () => ({ status: statuses.shift() ?? 400 });
    await book();
    await rig.clock.advance(2 * MINUTE_MS);
    const bodies = new Set(rig.receiver.requests.map(({ text }) => text));
    expect([rig.receiver.requests.length, bodies.size]).toEqual([3, 1]);
    await book({ start: "2026-03-04T17:00:00Z" });
    await rig.clock.advance(2 * MINUTE_MS);
    expect(rig.receiver.requests).toHaveLength(4);
  });

  it("stop for good after a 410", async () => {
    rig.receiver.answer = () => ({ status: 410 });
    await book();
    await rig.clock.advance(MINUTE_MS);
    expect(rig.standIns.cal.subscription.isActive).toBe(false);
    await book({ start: "2026-03-04T17:00:00Z" });
    await rig.clock.advance(MINUTE_MS);
    expect(rig.receiver.requests).toHaveLength(1);
  });

  it("can be lost, doubled, swapped and left unsigned", async () => {
    const { subscription } = rig.standIns.cal;
    subscription.outbox.faults.lose("BOOKING_CREATED");
    await book();
    await rig.clock.advance(MINUTE_MS);
    expect(events()).toEqual([]);

    subscription.outbox.faults.hold("BOOKING_CREATED");
    subscription.outbox.faults.duplicate("BOOKING_CANCELLED");
    const { uid } = await book({ start: "2026-03-04T17:00:00Z" });
    await post(`/bookings/${uid}/cancel`, { cancellationReason: "x" });
    await rig.clock.advance(10_000);
    const triggers = events().map(({ triggerEvent }) => triggerEvent);
    expect(triggers[0]).toBe("BOOKING_CANCELLED");
    expect(triggers.sort()).toEqual(["BOOKING_CANCELLED", "BOOKING_CANCELLED", "BOOKING_CREATED"]);

    subscription.signing = "none";
    await rig.standIns.cal.ping();
    await rig.clock.advance(10_000);
    const last = rig.receiver.requests.at(-1);
    expect(last?.headers["x-cal-signature-256"]).toBe("no-secret-provided");
    expect(events().at(-1)).toMatchObject({ triggerEvent: "PING", payload: { type: "Test" } });
  });
});
