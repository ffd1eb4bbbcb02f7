import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalClient } from "@/lib/cal";
import type { CalFailure, CalResult } from "@/lib/cal/failures";
import type { CalBooking } from "@/lib/cal/schemas";
import { moveBooking, placeBooking, withdrawBooking } from "@/lib/services/calendar/placement";

const start = new Date("2026-03-05T15:00:00Z");
const draft = {
  start,
  attendee: { name: "Pat", email: "pat@lee.example", timeZone: "America/Chicago" },
  metadata: { callId: "call", leadId: "lead", teamId: "team" },
};
const own: CalBooking = { uid: "u1", start, status: "accepted", metadata: { callId: "call" } };
const failure = (kind: CalFailure["kind"]): CalFailure => ({ ok: false, kind, message: kind });
const found = (...bookings: CalBooking[]) => ({ ok: true, data: bookings }) as const;

const unexpected = () => {
  throw new Error("not expected to be asked");
};
const SILENT: CalClient = {
  createBooking: unexpected,
  findBookings: unexpected,
  getSlots: unexpected,
  getOpenings: unexpected,
  reserveSlot: unexpected,
  releaseSlot: unexpected,
  listChanges: unexpected,
  getBooking: unexpected,
  rescheduleBooking: unexpected,
  cancelBooking: unexpected,
};

/** A calendar that gives these answers in turn; asking for more than there are fails the test. */
function calendar(creates: CalResult<CalBooking>[], looks: CalResult<CalBooking[]>[]) {
  const cal: CalClient = {
    ...SILENT,
    createBooking: async () => creates.shift() ?? unexpected(),
    findBookings: async () => looks.shift() ?? unexpected(),
  };
  return cal;
}

/** A calendar that answers writes to standing bookings, and looks by uid, in turn. */
function ledger(writes: CalResult<CalBooking>[], looks: CalResult<CalBooking>[]): CalClient {
  const write = async () => writes.shift() ?? unexpected();
  return {
    ...SILENT,
    rescheduleBooking: write,
    cancelBooking: write,
    getBooking: async () => looks.shift() ?? unexpected(),
  };
}

const place = async (creates: CalResult<CalBooking>[], looks: CalResult<CalBooking[]>[]) =>
  (await placeBooking(calendar(creates, looks), draft)).type;

describe("placing a booking", () => {
  test("asks once when the answer is plain", async () => {
    expect(await place([{ ok: true, data: own }], [])).toBe("booked");
    expect(await place([failure("out_of_bounds")], [])).toBe("taken");
    expect(await place([failure("invalid")], [])).toBe("refused");
    expect(await place([failure("unavailable")], [])).toBe("refused");
  });

  test("looks before it believes that somebody else has the time", async () => {
    expect(await place([failure("slot_unavailable")], [found()])).toBe("taken");
    expect(await place([failure("slot_unavailable")], [found(own)])).toBe("booked");
    expect(await place([failure("slot_unavailable")], [failure("unavailable")])).toBe("taken");
  });

  test("looks before it asks again", async () => {
    const lost = failure("ambiguous");
    expect(await place([lost], [found(own)])).toBe("booked");
    expect(await place([lost, { ok: true, data: own }], [found()])).toBe("booked");
    expect(await place([lost, failure("slot_unavailable")], [found(), found(own)])).toBe("booked");
    expect(await place([lost, failure("slot_unavailable")], [found(), found()])).toBe("taken");
  });

  test("does not guess", async () => {
    const lost = failure("ambiguous");
    const blind = failure("unavailable");
    expect(await place([lost], [blind])).toBe("unknown");
    expect(await place([lost, lost], [found(), found()])).toBe("unknown");
    expect(await place([lost, failure("rate_limited")], [found()])).toBe("unknown");
    expect(await place([lost, failure("slot_unavailable")], [found(), blind])).toBe("unknown");
  });

  test("takes for its own only a standing booking of this call at this time", async () => {
    const others = fc.constantFrom<CalBooking>(
      { ...own, metadata: { callId: "another" } },
      { ...own, metadata: null },
      { ...own, start: new Date(start.getTime() + 1_800_000) },
      { ...own, status: "cancelled" },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(others), async (bookings) => {
        expect(await place([failure("slot_unavailable")], [found(...bookings)])).toBe("taken");
        expect(await place([failure("slot_unavailable")], [found(...bookings, own)])).toBe(
          "booked",
        );
      }),
    );
  });
});

const wanted = new Date("2026-03-06T15:00:00Z");
const ok = (booking: CalBooking) => ({ ok: true, data: booking }) as const;
const crash = failure("ambiguous");
const silence: CalFailure = { ...crash, mayStillHappen: true };
const blind = failure("unavailable");
const untouched = ok(own);
const ended = ok({ ...own, status: "cancelled" });
const away = ok({ ...own, status: "cancelled", rescheduledToUid: "u2" });
const there = ok({ ...own, uid: "u2", start: wanted, rescheduledFromUid: "u1" });
const elsewhere = ok({ ...there.data, start: new Date("2026-03-09T15:00:00Z") });

describe("moving a booking", () => {
  const move = async (writes: CalResult<CalBooking>[], looks: CalResult<CalBooking>[] = []) =>
    await moveBooking(ledger(writes, looks), { uid: "u1", start: wanted });

  test("asks once when the answer is plain", async () => {
    expect(await move([there])).toEqual({ type: "moved", booking: there.data });
    expect(await move([failure("out_of_bounds")])).toEqual({ type: "taken" });
    expect(await move([failure("not_found")])).toMatchObject({ type: "refused" });
    expect(await move([failure("rate_limited")])).toMatchObject({ type: "refused" });
  });

  test("looks before it believes a refusal", async () => {
    const busy = failure("slot_unavailable");
    const gone = failure("not_standing");
    expect(await move([busy], [untouched])).toEqual({ type: "taken" });
    expect(await move([busy], [blind])).toEqual({ type: "taken" });
    expect(await move([busy], [away, there])).toMatchObject({ type: "moved" });
    expect(await move([gone], [ended])).toEqual({ type: "gone" });
    expect(await move([gone], [blind])).toEqual({ type: "gone" });
    expect(await move([gone], [away, there])).toMatchObject({ type: "moved" });
    expect(await move([gone], [away, elsewhere])).toEqual({
      type: "gone",
      successor: elsewhere.data,
    });
  });

  test("asks again only when the first attempt is over and has done nothing", async () => {
    expect(await move([crash, there], [untouched])).toMatchObject({ type: "moved" });
    expect(await move([crash], [away, there])).toMatchObject({ type: "moved" });
    expect(await move([silence], [away, there])).toMatchObject({ type: "moved" });
    expect(await move([silence], [untouched])).toEqual({ type: "unknown" });
    expect(await move([crash], [blind])).toEqual({ type: "unknown" });
    expect(await move([crash, crash], [untouched, untouched])).toEqual({ type: "unknown" });
    expect(await move([crash, failure("rate_limited")], [untouched])).toEqual({ type: "unknown" });
  });
});

describe("cancelling a booking", () => {
  const withdraw = async (writes: CalResult<CalBooking>[], looks: CalResult<CalBooking>[] = []) =>
    await withdrawBooking(ledger(writes, looks), { uid: "u1", reason: "No time" });

  test("asks once when the answer is plain", async () => {
    expect(await withdraw([ended])).toEqual({ type: "cancelled", booking: ended.data });
    expect(await withdraw([failure("ended")])).toEqual({ type: "ended" });
    expect(await withdraw([failure("not_found")])).toMatchObject({ type: "refused" });
  });

  test("tells its own lost cancellation from one that was there before", async () => {
    const gone = failure("not_standing");
    expect(await withdraw([gone], [ended])).toEqual({ type: "already" });
    expect(await withdraw([gone], [blind])).toEqual({ type: "already" });
    expect(await withdraw([gone], [away, there])).toEqual({
      type: "already",
      successor: there.data,
    });
    expect(await withdraw([silence], [ended])).toMatchObject({ type: "cancelled" });
    expect(await withdraw([crash, gone], [untouched, ended])).toMatchObject({ type: "cancelled" });
    expect(await withdraw([silence, ended], [untouched])).toMatchObject({ type: "cancelled" });
  });

  test("does not guess", async () => {
    expect(await withdraw([crash], [blind])).toEqual({ type: "unknown" });
    expect(await withdraw([crash, crash], [untouched, untouched])).toEqual({ type: "unknown" });
    expect(await withdraw([crash, blind], [untouched])).toEqual({ type: "unknown" });
  });
});
