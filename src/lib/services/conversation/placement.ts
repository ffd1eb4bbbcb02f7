import type { BookingDraft, CalClient } from "../../cal";
import type { CalFailure, CalResult } from "../../cal/failures";
import type { CalBooking } from "../../cal/schemas";

/** How asking the calendar for a time ended. */
export type Placement =
  | { readonly type: "booked"; readonly booking: CalBooking }
  /** Nobody of this call has the time, and it cannot be had. */
  | { readonly type: "taken" }
  | { readonly type: "refused"; readonly failure: CalFailure }
  /** The calendar may or may not have it; its webhook or a later look will tell. */
  | { readonly type: "unknown" };

const MOST_ATTEMPTS = 2;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Books once. Cal.com has no idempotency key, and "taken" can mean taken by ourselves: so after an answer that is not
 * plain, the calendar is searched for a booking of this call before anything else is done. Asking a second time is safe
 * then, because the calendar never gives one start to two bookings of one host.
 */
export async function placeBooking(cal: CalClient, draft: BookingDraft): Promise<Placement> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const answer = await cal.createBooking(draft);
    if (answer.ok) return { type: "booked", booking: answer.data };
    if (answer.kind === "out_of_bounds") return { type: "taken" };
    if (answer.kind !== "ambiguous" && answer.kind !== "slot_unavailable") {
      // After a lost answer a refusal says nothing about the first attempt.
      return attempt === 1 ? { type: "refused", failure: answer } : { type: "unknown" };
    }
    const mine = await findOwnBooking(cal, draft);
    const isPlainlyTaken = answer.kind === "slot_unavailable" && attempt === 1;
    if (!mine.ok) return { type: isPlainlyTaken ? "taken" : "unknown" };
    if (mine.data) return { type: "booked", booking: mine.data };
    if (answer.kind === "slot_unavailable") return { type: "taken" };
  }
  return { type: "unknown" };
}

/** The booking that this call has made for this start, if the calendar has it. */
export async function findOwnBooking(
  cal: CalClient,
  draft: BookingDraft,
): Promise<CalResult<CalBooking | undefined>> {
  const startMs = draft.start.getTime();
  const found = await cal.findBookings({
    attendeeEmail: draft.attendee.email,
    afterStart: new Date(startMs - MINUTE_MS),
    beforeEnd: new Date(startMs + DAY_MS),
  });
  if (!found.ok) return found;
  // The range was once reported as ignored, so it is checked here too.
  const own = found.data.find(
    ({ start, status, metadata }) =>
      start.getTime() === startMs &&
      (status === "accepted" || status === "pending") &&
      metadata?.callId === draft.metadata.callId,
  );
  return { ok: true, data: own };
}
