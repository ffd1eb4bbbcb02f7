import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CalClient, createCalClient } from "@/lib/cal";
import type { Permission, RateReading } from "@/lib/cal/budget";

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delayMs?: number;
}

const start = new Date("2026-12-01T14:00:00Z");
const draft = {
  start,
  attendee: { name: "Pat Lee", email: "pat@acme.test", timeZone: "America/New_York" },
  metadata: { callId: "c", leadId: "l", teamId: "t" },
};
const booking = {
  uid: "7mQ4cJr2bVxYk8nT5pWz3D",
  start: "2026-12-01T14:00:00Z",
  status: "accepted",
};
const wrapped = (code: string, message: string, status: number) => ({
  status,
  body: { status: "error", path: "/v2/bookings", error: { code, message, details: { message } } },
});

let server: Server;
let seen: Seen[];
let answer: Answer;
let client: CalClient;

beforeEach(async () => {
  seen = [];
  answer = {};
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    seen.push({
      method: request.method ?? "",
      url: new URL(request.url ?? "", "http://cal.test"),
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
    });
    const { status = 200, headers = {}, body, delayMs = 0 } = answer;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  client = createCalClient({
    baseUrl: `http://127.0.0.1:${port}/cal`,
    apiKey: "cal_key",
    eventTypeId: 101,
    timeoutsMs: { slots: 400, look: 400, list: 400, hold: 400, write: 400 },
  });
});

afterEach(async () => {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

describe("the Cal.com client", () => {
  test("asks for slots with the version that the path wants", async () => {
    answer = {
      body: {
        data: {
          "2026-12-02": [{ start: "2026-12-02T09:00:00.000-05:00" }],
          "2026-12-01": [
            {
              start: "2026-12-01T09:00:00.000-05:00",
              end: "2026-12-01T09:30:00.000-05:00",
              seatsTotal: 3,
            },
          ],
        },
      },
    };
    const range = { start, end: new Date("2026-12-08T00:00:00Z"), timeZone: "America/New_York" };
    const next = new Date("2026-12-02T14:00:00Z");
    const end = new Date("2026-12-01T14:30:00Z");
    expect(await client.getOpenings(range)).toEqual({
      ok: true,
      data: [{ start, end }, { start: next }],
    });
    expect(await client.getSlots({ ...range, reschedulingUid: "u1" })).toEqual({
      ok: true,
      data: [start, next],
    });
    expect(seen[0]?.url.pathname).toBe("/cal/v2/slots");
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      eventTypeId: "101",
      start: "2026-12-01T14:00:00.000Z",
      end: "2026-12-08T00:00:00.000Z",
      timeZone: "America/New_York",
      format: "range",
    });
    expect(seen[1]?.url.searchParams.get("bookingUidToReschedule")).toBe("u1");
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer cal_key",
      "cal-api-version": "2024-09-04",
    });
  });

  test("no slots at all is an empty list", async () => {
    answer = { body: { status: "success", data: {} } };
    const range = { start, end: start, timeZone: "UTC" };
    expect(await client.getSlots(range)).toEqual({ ok: true, data: [] });
  });

  test("books with exactly the keys that the API takes", async () => {
    answer = { status: 201, body: { status: "success", data: { ...booking, hosts: [] } } };
    expect(await client.createBooking(draft)).toMatchObject({
      ok: true,
      data: { uid: booking.uid, start, status: "accepted" },
    });
    expect(seen[0]).toMatchObject({
      method: "POST",
      headers: { "cal-api-version": "2024-08-13", "content-type": "application/json" },
      body: { ...draft, start: "2026-12-01T14:00:00.000Z", eventTypeId: 101 },
    });
  });

  test("looks among bookings that are confirmed or wait for it", async () => {
    answer = { body: { status: "success", data: [booking], pagination: {} } };
    const found = await client.findBookings({
      attendeeEmail: "pat@acme.test",
      afterStart: start,
      beforeEnd: start,
    });
    expect(found).toMatchObject({ ok: true, data: [{ uid: booking.uid }] });
    expect(seen[0]?.url.searchParams.get("status")).toBe("upcoming,unconfirmed");
  });

  test("lists what was changed, whatever its status", async () => {
    answer = { body: { status: "success", data: [booking] } };
    await client.listChanges({ since: start, take: 100, skip: 200 });
    await client.findBookings({ afterStart: start, beforeEnd: start, isAnyStatus: true });
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      eventTypeId: "101",
      afterUpdatedAt: "2026-12-01T14:00:00.000Z",
      status: "upcoming,recurring,past,cancelled,unconfirmed",
      sortUpdatedAt: "asc",
      take: "100",
      skip: "200",
    });
    expect(seen[1]?.url.searchParams.has("attendeeEmail")).toBe(false);
    expect(seen[1]?.url.searchParams.get("status")).toContain("cancelled");
  });

  test("holds a time, and gives it back", async () => {
    const until = "2026-11-22T08:05:00.000Z";
    answer = { status: 201, body: { data: { reservationUid: "r1", reservationUntil: until } } };
    const held = await client.reserveSlot(start);
    expect(held).toEqual({ ok: true, data: { uid: "r1", until: new Date(until) } });
    answer = { body: { status: "success" } };
    expect(await client.releaseSlot("r1")).toEqual({ ok: true, data: undefined });
    expect(seen).toMatchObject([
      {
        method: "POST",
        headers: { "cal-api-version": "2024-09-04" },
        body: { eventTypeId: 101, slotStart: "2026-12-01T14:00:00.000Z" },
      },
      { method: "DELETE", headers: { "cal-api-version": "2024-09-04" }, body: undefined },
    ]);
    expect(seen[1]?.url.pathname).toBe("/cal/v2/slots/reservations/r1");
  });

  test.each([
    "Can't reserve a slot if the event is already booked.",
    "This time slot is already reserved by another user. Please choose a different time.",
  ])("a time that cannot be held: %s", async (text) => {
    answer = wrapped("UnprocessableEntityException", text, 422);
    expect(await client.reserveSlot(start)).toMatchObject({ kind: "slot_unavailable" });
  });

  test.each([
    [
      "can't be moved: it was cancelled",
      "Can't reschedule booking with uid=u1 because it has been cancelled. Please provide uid of a booking that is not cancelled.",
      400,
      "not_standing",
    ],
    [
      "can't be moved: it was moved",
      "Can't reschedule booking with uid=u1 because it has been cancelled and rescheduled already to booking with uid=u2.",
      400,
      "not_standing",
    ],
    ["was cancelled", "This booking has already been cancelled.", 400, "not_standing"],
    ["is over", "Cannot cancel a booking that has already ended", 400, "ended"],
    ["is unknown", "Booking with uid=u1 not found", 404, "not_found"],
    ["was never there", "Booking with uid=u1 was not found in the database", 404, "not_found"],
    ["needs a reason", "Cancellation reason is required", 400, "invalid"],
  ] as const)("a booking that %s", async (_name, text, status, kind) => {
    answer = { status, body: { statusCode: status, message: text } };
    expect(await client.cancelBooking("u1", "r")).toMatchObject({ kind, message: text });
    answer = wrapped("BadRequestException", text, status);
    expect(await client.cancelBooking("u1", "r")).toMatchObject({ kind, message: text });
  });

  test("says of a lost write whether Cal.com may be at it still", async () => {
    answer = { status: 500, body: {} };
    expect(await client.createBooking(draft)).not.toHaveProperty("mayStillHappen");
    answer = { status: 504, body: {} };
    expect(await client.createBooking(draft)).toMatchObject({ mayStillHappen: true });
    answer = { delayMs: 900, body: {} };
    expect(await client.createBooking(draft)).toMatchObject({ mayStillHappen: true });
  });

  test("moves and cancels by uid, with the reason under the key that each takes", async () => {
    answer = { body: { data: booking } };
    await client.rescheduleBooking("a/b", start, "asked by phone");
    await client.cancelBooking("u1", "not needed");
    await client.getBooking("u1");
    expect(seen.map(({ method, url, body }) => [method, url.pathname, body])).toEqual([
      [
        "POST",
        "/cal/v2/bookings/a%2Fb/reschedule",
        { start: "2026-12-01T14:00:00.000Z", reschedulingReason: "asked by phone" },
      ],
      ["POST", "/cal/v2/bookings/u1/cancel", { cancellationReason: "not needed" }],
      ["GET", "/cal/v2/bookings/u1", undefined],
    ]);
  });

  const busy = "User either already has booking at this time or is not available";
  const early =
    "The event type can't be booked at the \"start\" time provided. This could be because it's too soon";
  test.each([
    ["busy", wrapped("BadRequestException", busy, 400), "slot_unavailable"],
    [
      "round robin busy",
      wrapped("BAD_REQUEST", "One of the hosts either already has booking at this time", 400),
      "slot_unavailable",
    ],
    [
      "a lost race, bare",
      { status: 409, body: { statusCode: 409, message: "booking_conflict_error" } },
      "slot_unavailable",
    ],
    ["too soon", wrapped("BadRequestException", early, 400), "out_of_bounds"],
    [
      "past",
      wrapped("BadRequestException", "Attempting to book a meeting in the past.", 400),
      "out_of_bounds",
    ],
    [
      "moved too late, bare",
      {
        status: 403,
        body: { message: "Rescheduling is not allowed within the minimum notice period" },
      },
      "out_of_bounds",
    ],
    [
      "an unknown key",
      wrapped("BadRequestException", "x property is wrong,property x should not exist ", 400),
      "invalid",
    ],
    ["an unknown type", wrapped("NotFoundException", "Event type not found.", 404), "not_found"],
    [
      "a bad key",
      wrapped("UnauthorizedException", "Your api key is not valid", 401),
      "unauthorized",
    ],
    ["an error of theirs", { status: 500, body: "<html>" }, "ambiguous"],
    ["a gateway's time-out", { status: 524, body: "" }, "ambiguous"],
    ["a success that cannot be read", { status: 201, body: "<html>" }, "ambiguous"],
    ["a success of another shape", { status: 201, body: { data: {} } }, "ambiguous"],
    ["no answer in time", { delayMs: 900, body: { data: booking } }, "ambiguous"],
  ] as const)("a booking answered with %s", async (_name, given, kind) => {
    answer = given;
    expect(await client.createBooking(draft)).toMatchObject({ ok: false, kind });
  });

  test("a message may be a list", async () => {
    answer = {
      status: 400,
      body: { error: { message: "Bad Request", details: { message: ["a", "b"] } } },
    };
    expect(await client.createBooking(draft)).toMatchObject({ kind: "invalid", message: "a, b" });
  });

  test.each([
    { status: 500, body: {} },
    { body: "not json" },
    { delayMs: 900, body: { data: {} } },
  ])("a read that fails is never ambiguous (%j)", async (given) => {
    answer = given;
    const range = { start, end: start, timeZone: "UTC" };
    expect(await client.getSlots(range)).toMatchObject({ ok: false, kind: "unavailable" });
  });

  test("a server that cannot be reached took nothing", async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await client.createBooking(draft)).toMatchObject({ kind: "unavailable" });
  });

  test("a list that was refused says what was wrong with it", async () => {
    const error = { message: "Bad Request Exception", details: { errors: ["take is too large"] } };
    answer = { status: 400, body: { error } };
    expect(await client.getBooking("u")).toMatchObject({
      message: "Bad Request Exception: take is too large",
    });
  });

  test("asks its budget before each request, and tells it what each answer says", async () => {
    const read: RateReading[] = [];
    let permission: Permission = { isGranted: true };
    const { port } = server.address() as AddressInfo;
    const frugal = createCalClient({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: "cal_key",
      eventTypeId: 101,
      budget: {
        take: async () => permission,
        learn: async (reading) => void read.push(reading),
      },
    });
    const headers = {
      "x-ratelimit-limit-default": "500",
      "x-ratelimit-remaining-default": "499",
      "x-ratelimit-reset-default": "60",
    };
    answer = { headers, body: { data: booking } };
    expect(await frugal.getBooking("u1")).toMatchObject({ ok: true });
    answer = { status: 404, headers, body: {} };
    await frugal.getBooking("u1");
    const reading = { limit: 500, remaining: 499, resetSeconds: 60, isBlocked: false };
    expect(read).toEqual([reading, reading]);
    answer = { status: 429, headers: {}, body: {} };
    await frugal.getBooking("u1");
    expect(read[2]).toEqual({ isBlocked: true });
    permission = { isGranted: false, retryAfterSeconds: 12 };
    expect(await frugal.createBooking(draft)).toMatchObject({
      kind: "rate_limited",
      retryAfterSeconds: 12,
    });
    expect(seen).toHaveLength(3);
  });

  test.each([
    ["seconds left", "17", 17],
    ["a Unix time", String(Math.floor(Date.now() / 1000) + 30), 30],
    ["nothing", undefined, 60],
  ])("a rate limit with %s says when to come back", async (_name, reset, seconds) => {
    answer = {
      status: 429,
      ...(reset ? { headers: { "x-ratelimit-reset-default": reset } } : {}),
      body: { error: { code: "ThrottlerException", message: "Too many requests" } },
    };
    const result = await client.createBooking(draft);
    expect(result).toMatchObject({ ok: false, kind: "rate_limited" });
    const wait = result.ok ? 0 : (result.retryAfterSeconds ?? 0);
    expect(Math.abs(wait - seconds)).toBeLessThanOrEqual(2);
  });
});
