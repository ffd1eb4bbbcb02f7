import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { interpret, type Meaning } from "@/app/api/webhook/cal/interpret";
import { parseDelivery } from "@/app/api/webhook/cal/schema";
import { verifySignature } from "@/app/api/webhook/cal/verify";
import { hmacSha256Hex } from "@/lib/utils/secrets";

interface Delivery {
  triggerEvent: string;
  createdAt: string;
  payload: Record<string, unknown>;
}

function fixture(name: string): Delivery {
  const file = new URL(`../../fixtures/cal/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A delivery with some of its payload's keys replaced; undefined takes a key out. */
function varied(name: string, changes: Readonly<Record<string, unknown>>): unknown {
  const delivery = fixture(name);
  const payload = JSON.parse(JSON.stringify({ ...delivery.payload, ...changes }));
  return { ...delivery, payload };
}

function meaningOf(delivery: unknown): Meaning {
  const parsed = parseDelivery(delivery);
  if (!parsed.ok) throw new Error(parsed.reason);
  return interpret(parsed.event);
}

function bookingOf(delivery: unknown) {
  const meaning = meaningOf(delivery);
  if (meaning.type !== "booking") throw new Error(`not a booking: ${meaning.type}`);
  return meaning.booking;
}

const OLD = "7mQ4cJr2bVxYk8nT5pWz3D";
const NEW = "2kFhT9sWqLr6aZx1nBvC8e";
const CALL = "5f6b9a2e-3d1c-4c57-9a53-6f5f0d1d2a02";
const start = new Date("2026-12-01T14:00:00Z");
const end = new Date("2026-12-01T14:30:00Z");

describe("what an event of Cal.com means", () => {
  test("a booking that was made", () => {
    expect(bookingOf(fixture("booking-created"))).toEqual({
      uid: OLD,
      status: "accepted",
      start,
      end,
      eventAt: new Date("2026-11-22T08:00:01.234Z"),
      previous: undefined,
      callId: CALL,
      attendee: {
        name: "Pat Lee",
        email: "pat@lee-heating.test",
        phone: "+12125550123",
        timeZone: "America/New_York",
      },
      title: "Demo between Acme HVAC Software and Pat Lee",
      meetingUrl: `https://app.cal.com/video/${OLD}`,
      cancellationReason: undefined,
    });
  });

  test("a booking that was moved has a new uid and names the old one", () => {
    expect(bookingOf(fixture("booking-rescheduled"))).toMatchObject({
      uid: NEW,
      status: "accepted",
      start: new Date("2026-12-02T19:00:00Z"),
      previous: { uid: OLD, start, end },
    });
  });

  test("a booking that waits for the host", () => {
    expect(bookingOf(fixture("booking-requested"))).toMatchObject({
      uid: OLD,
      status: "pending",
      callId: undefined,
      meetingUrl: undefined,
    });
    expect(bookingOf(fixture("booking-requested-reschedule"))).toMatchObject({
      uid: NEW,
      status: "pending",
      previous: { uid: OLD, start, end },
    });
  });

  test("a cancellation, without metadata and with another time format", () => {
    expect(bookingOf(fixture("booking-cancelled"))).toMatchObject({
      uid: OLD,
      status: "cancelled",
      start,
      end,
      callId: undefined,
      attendee: { phone: "+12125550123" },
      cancellationReason: "We found somebody else.",
    });
  });

  test("a host who asks for another time cancels", () => {
    expect(bookingOf(fixture("booking-cancelled-request-reschedule"))).toMatchObject({
      status: "cancelled",
      cancellationReason: "The host asked for another time.",
    });
  });

  test("a rejection", () => {
    expect(bookingOf(fixture("booking-rejected"))).toMatchObject({
      status: "rejected",
      start,
      cancellationReason: "No capacity that day.",
    });
  });

  test("a new place is kept, and changes no status that it does not name", () => {
    expect(bookingOf(fixture("booking-location-updated"))).toMatchObject({
      status: "accepted",
      meetingUrl: "https://meet.acme.test/abc",
    });
    const silent = varied("booking-location-updated", { status: undefined });
    expect(meaningOf(silent)).toMatchObject({ type: "ask", uid: OLD });
  });

  test("a no-show, and its being taken back", () => {
    const event = fixture("booking-no-show-updated");
    const attended = (noShow: boolean) => [{ email: "pat@lee-heating.test", noShow }];
    const eventAt = new Date("2026-12-01T14:20:00Z");
    expect(meaningOf(event)).toEqual({
      type: "no_show",
      attendance: { uid: OLD, attendees: attended(true), eventAt },
    });
    const attendees = [...attended(false), { noShow: true }, { email: "", noShow: true }];
    expect(meaningOf(varied("booking-no-show-updated", { attendees }))).toMatchObject({
      attendance: { attendees: [...attended(false), { noShow: true }, { noShow: true }] },
    });
  });

  test.each([
    "ping",
    "meeting-started",
    "meeting-ended",
    "form-submitted",
    "form-submitted-no-event",
    "booking-payment-initiated",
    "recording-ready",
    "instant-meeting",
    "ooo-created",
  ])("%s changes nothing", (name) => {
    expect(meaningOf(fixture(name))).toMatchObject({ type: "ignore" });
  });

  test("another host takes over: the booking is as it was", () => {
    expect(bookingOf(fixture("booking-reassigned"))).toMatchObject({
      uid: OLD,
      status: "accepted",
      start,
      callId: undefined,
    });
  });

  test.each([
    ["a payment, which comes with metadata of its own", fixture("booking-paid")],
    ["a new place without a status", varied("booking-location-updated", { status: null })],
    ["a new host, told with few keys", varied("booking-reassigned", { startTime: undefined })],
    ["a local time", varied("booking-created", { startTime: "2026-12-01T14:00:00" })],
    ["an end before the start", varied("booking-created", { endTime: "2026-12-01T13:00:00Z" })],
    ["no time of its own", { ...fixture("booking-created"), createdAt: undefined }],
    ["a no-show of nobody", varied("booking-no-show-updated", { attendees: [] })],
    ["a flat body, made by a template", fixture("booking-created-template")],
  ])("%s: Cal.com is asked for the booking", (_name, delivery) => {
    expect(meaningOf(delivery)).toMatchObject({ type: "ask", uid: OLD });
  });

  test("an unknown trigger changes nothing", () => {
    const event = { ...fixture("booking-created"), triggerEvent: "SOMETHING_NEW" };
    expect(meaningOf(event)).toMatchObject({ type: "ignore" });
    expect(meaningOf({ triggerEvent: "constructor" })).toMatchObject({ type: "ignore" });
  });

  test("a confirmation by the host creates, even when its metadata is reduced to the video link", () => {
    const metadata = { videoCallUrl: "https://app.cal.com/video/x" };
    expect(bookingOf(varied("booking-created", { metadata }))).toMatchObject({
      status: "accepted",
      callId: undefined,
    });
    expect(bookingOf(varied("booking-created", { status: "PENDING" })).status).toBe("pending");
    expect(bookingOf(varied("booking-created", { status: "NEW_WORD" })).status).toBe("accepted");
  });

  test.each(["ld_1", 7, "", null, `${CALL}x`])("a call id of %j is not one of ours", (callId) => {
    expect(bookingOf(varied("booking-created", { metadata: { callId } })).callId).toBeUndefined();
  });

  test("a seat that keeps its booking when moved replaces nothing", () => {
    const same = varied("booking-rescheduled", { rescheduleUid: NEW });
    expect(bookingOf(same).previous).toBeUndefined();
  });

  test("the phone number is looked for in order", () => {
    const attendees = [{ email: "pat@lee-heating.test", name: "Pat Lee" }];
    const phone = (changes: object) =>
      bookingOf(varied("booking-created", { attendees, ...changes })).attendee.phone;
    const answered = { value: "+13125550101" };
    expect(phone({ responses: { attendeePhoneNumber: answered } })).toBe("+13125550101");
    const hidden = { attendeePhoneNumber: { label: "phone_number", isHidden: true } };
    expect(phone({ responses: hidden })).toBe("+12125550123");
    const reminder = { smsReminderNumber: undefined };
    expect(phone({ ...reminder, responses: { smsReminderNumber: answered } })).toBe("+13125550101");
    const byPhone = { location: { value: { value: "phone", optionValue: "+13125550102" } } };
    expect(phone({ ...reminder, responses: byPhone })).toBe("+13125550102");
    expect(phone({ ...reminder, responses: null })).toBeUndefined();
    expect(phone({ smsReminderNumber: "555-0123", responses: undefined })).toBeUndefined();
  });

  test("an address that Cal.com made up is no address", () => {
    const attendees = [{ email: "12125550123@sms.cal.com", name: "Pat", timeZone: "Mars/Base" }];
    expect(bookingOf(varied("booking-created", { attendees })).attendee).toEqual({
      name: "Pat",
      email: undefined,
      phone: "+12125550123",
      timeZone: undefined,
    });
  });

  test("trimmings of an unknown shape do not spoil the booking", () => {
    const odd = varied("booking-created", {
      attendees: "none",
      responses: [1],
      metadata: "x",
      videoCallData: 7,
      title: {},
      rescheduleStartTime: "soon",
    });
    expect(bookingOf(odd)).toMatchObject({ uid: OLD, start, attendee: { name: undefined } });
  });

  test.each([
    ["no JSON", undefined],
    ["no object", [1]],
    ["no trigger", { payload: {} }],
    ["no payload", { triggerEvent: "BOOKING_CREATED", createdAt: "2026-11-22T08:00:00Z" }],
    ["no uid", varied("booking-created", { uid: undefined })],
    ["a uid that is a path", varied("booking-created", { uid: ".." })],
    ["a uid that is a filter", varied("booking-created", { uid: 'a",b)' })],
    ["a no-show of no booking", varied("booking-no-show-updated", { bookingUid: undefined })],
  ])("a delivery with %s is refused with the place", (_name, delivery) => {
    const parsed = parseDelivery(delivery);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? "" : parsed.reason).toMatch(/: /);
  });
});

describe("the signature", () => {
  const secret = "a-secret-of-the-subscription";
  const body = JSON.stringify(fixture("booking-created"));
  const signature = hmacSha256Hex(secret, body);

  test("fits exactly the bytes that were signed", () => {
    expect(verifySignature(body, signature, secret)).toEqual({ ok: true });
    expect(verifySignature(`${body} `, signature, secret).ok).toBe(false);
    expect(verifySignature(body, signature, "another-secret").ok).toBe(false);
  });

  test.each([null, "", "no-secret-provided", "sha256=abc", signature.toUpperCase()])(
    "%j is refused",
    (given) => {
      expect(verifySignature(body, given, secret).ok).toBe(false);
    },
  );
});
