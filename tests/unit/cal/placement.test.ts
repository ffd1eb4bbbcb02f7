import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalClient } from "@/lib/cal";
import type { CalFailure, CalResult } from "@/lib/cal/failures";
import type { CalBooking } from "@/lib/cal/schemas";
import { placeBooking } from "@/lib/services/conversation/placement";

const start = new Date("2026-03-05T15:00:00Z");
const draft = {
  start,
  attendee: { name: "Pat", email: "pat@lee.example", timeZone: "America/Chicago" },
  metadata: { callId: "call", leadId: "lead", teamId: "team" },
};
const own: CalBooking = { uid: "u1", start, status: "accepted", metadata: { callId: "call" } };
const failure = (kind: CalFailure["kind"]): CalFailure => ({ ok: false, kind, message: kind });
const found = (...bookings: CalBooking[]) => ({ ok: true, data: bookings }) as const;

/** A calendar that gives these answers in turn; asking for more than there are fails the test. */
function calendar(creates: CalResult<CalBooking>[], looks: CalResult<CalBooking[]>[]) {
  const unexpected = () => {
    throw new Error("not expected to be asked");
  };
  const cal: CalClient = {
    createBooking: async () => creates.shift() ?? unexpected(),
    findBookings: async () => looks.shift() ?? unexpected(),
    getSlots: unexpected,
    getBooking: unexpected,
    rescheduleBooking: unexpected,
    cancelBooking: unexpected,
  };
  return cal;
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
