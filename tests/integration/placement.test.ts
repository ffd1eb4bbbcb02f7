import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CalClient, createCalClient } from "@/lib/cal";
import { moveBooking, placeBooking, withdrawBooking } from "@/lib/services/calendar/placement";
import type { CalFault, CalOperation } from "../../local/stand-ins/cal/faults";
import { IDS, type Rig, SECRETS, startRig } from "./stand-ins/rig";

/** Wednesday and Thursday, 10:00 in Chicago. */
const start = new Date("2026-03-04T16:00:00Z");
const later = new Date("2026-03-05T16:00:00Z");
const draft = {
  start,
  attendee: { name: "Pat Lee", email: "pat@lee-air.example", timeZone: "America/Chicago" },
  metadata: { callId: "call", leadId: "lead", teamId: "team" },
};

let rig: Rig;
let cal: CalClient;

beforeEach(async () => {
  rig = await startRig();
  const timeoutsMs = { slots: 500, look: 500, list: 500, hold: 500, write: 500 };
  cal = createCalClient({
    baseUrl: rig.standIns.calUrl,
    apiKey: SECRETS.calApiKey,
    eventTypeId: IDS.eventTypeId,
    timeoutsMs,
  });
});

afterEach(() => rig.stop());

const fail = (fault: CalFault, operation: CalOperation, times = 1) =>
  rig.standIns.cal.faults.nextRequests(fault, operation, times);

const bookings = () => [...rig.standIns.cal.calendar.bookings.values()];
const standing = () => bookings().filter(({ status }) => status === "accepted");

async function booked(): Promise<string> {
  const answer = await cal.createBooking(draft);
  if (!answer.ok) throw new Error(answer.message);
  return answer.data.uid;
}

const FAULTS: readonly CalFault[] = [
  "error-before",
  "error-after",
  "hang-before",
  "hang-after",
  "conflict",
];

describe("whatever goes wrong once", () => {
  test.each(FAULTS)(
    "%s: a time is booked once or not at all, and what is said is so",
    async (fault) => {
      fail(fault, "book");
      const placement = await placeBooking(cal, draft);
      expect(standing()).toHaveLength(placement.type === "booked" ? 1 : 0);
      expect(placement.type).toBe(fault === "conflict" ? "taken" : "booked");
    },
  );

  test.each(FAULTS)(
    "%s: a booking is moved once or not at all, and what is said is so",
    async (fault) => {
      const uid = await booked();
      fail(fault, "reschedule");
      const move = await moveBooking(cal, { uid, start: later, reason: "asked by phone" });
      const expected = { conflict: "taken", "hang-before": "unknown" }[fault as string] ?? "moved";
      expect(move.type).toBe(expected);
      const [only, ...others] = standing();
      expect(others).toEqual([]);
      expect(only?.start).toBe((expected === "moved" ? later : start).toISOString());
      if (move.type === "moved") expect(move.booking.uid).toBe(only?.uid);
    },
  );

  test.each(FAULTS)("%s: a booking is cancelled, or what is said is so", async (fault) => {
    const uid = await booked();
    fail(fault, "cancel");
    const withdrawal = await withdrawBooking(cal, { uid, reason: "No time" });
    expect(withdrawal.type).toBe(fault === "conflict" ? "refused" : "cancelled");
    expect(standing()).toHaveLength(fault === "conflict" ? 1 : 0);
  });
});

describe("when nothing can be seen either", () => {
  test("nobody guesses, and nothing is asked twice", async () => {
    const uid = await booked();
    fail("error-before", "get", Number.POSITIVE_INFINITY);
    fail("error-after", "reschedule");
    expect(await moveBooking(cal, { uid, start: later })).toEqual({ type: "unknown" });
    expect(standing()).toHaveLength(1);
    fail("error-after", "cancel");
    const [moved] = standing();
    const withdrawal = await withdrawBooking(cal, { uid: moved?.uid ?? "", reason: "No time" });
    expect(withdrawal).toEqual({ type: "unknown" });
    expect(standing()).toEqual([]);
  });
});

describe("a booking that somebody else has changed", () => {
  test("is gone, with its successor; or there already", async () => {
    const uid = await booked();
    const { calendar } = rig.standIns.cal;
    await calendar.reschedule(uid, { startMs: later.getTime(), caller: "host" });
    expect(await moveBooking(cal, { uid, start: later })).toMatchObject({ type: "moved" });
    const other = new Date("2026-03-06T16:00:00Z");
    expect(await moveBooking(cal, { uid, start: other })).toMatchObject({
      type: "gone",
      successor: { start: later },
    });
    expect(await withdrawBooking(cal, { uid, reason: "No time" })).toMatchObject({
      type: "already",
      successor: { start: later },
    });
  });

  test("is gone when it was cancelled", async () => {
    const uid = await booked();
    await rig.standIns.cal.calendar.cancel(uid, "No time");
    expect(await moveBooking(cal, { uid, start: later })).toEqual({ type: "gone" });
    expect(await withdrawBooking(cal, { uid, reason: "No time" })).toEqual({ type: "already" });
  });

  test("cannot be cancelled once it is over, nor moved to a time that is taken", async () => {
    const uid = await booked();
    await rig.standIns.cal.calendar.book({
      eventTypeId: IDS.eventTypeId,
      startMs: later.getTime(),
      attendee: { ...draft.attendee, language: "en" },
      guests: [],
      responses: {},
      metadata: {},
    });
    expect(await moveBooking(cal, { uid, start: later })).toEqual({ type: "taken" });
    await rig.clock.advance(48 * 3_600_000);
    expect(await withdrawBooking(cal, { uid, reason: "No time" })).toEqual({ type: "ended" });
  });
});
