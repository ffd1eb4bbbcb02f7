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

/** How asking the calendar to move a booking ended. */
export type Move =
  | { readonly type: "moved"; readonly booking: CalBooking }
  /** The booking stands where it stood: the new time cannot be had. */
  | { readonly type: "taken" }
  /** It was cancelled, or moved elsewhere: then to the successor, if it could be found. */
  | { readonly type: "gone"; readonly successor?: CalBooking }
  | { readonly type: "refused"; readonly failure: CalFailure }
  /** It may have been moved, or still be; its webhook or a later look will tell. */
  | { readonly type: "unknown" };

/** How asking the calendar to cancel a booking ended. */
export type Withdrawal =
  | { readonly type: "cancelled"; readonly booking: CalBooking }
  /** It no longer stood before we asked; when it was moved, the successor does. */
  | { readonly type: "already"; readonly successor?: CalBooking }
  /** Its time is over. */
  | { readonly type: "ended" }
  | { readonly type: "refused"; readonly failure: CalFailure }
  | { readonly type: "unknown" };

export interface MoveWish {
  readonly uid: string;
  readonly start: Date;
  readonly reason?: string;
}

const MOST_ATTEMPTS = 2;
const MOST_MOVES = 10;
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
      isStanding(status) &&
      metadata?.callId === draft.metadata.callId,
  );
  return { ok: true, data: own };
}

/**
 * Moves once. Cal.com would move a booking twice when it is asked twice at the same time, so it is asked again only
 * after an answer that ended the first attempt and a look that shows the booking untouched.
 */
export async function moveBooking(cal: CalClient, wish: MoveWish): Promise<Move> {
  const { uid, start, reason } = wish;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const answer = await cal.rescheduleBooking(uid, start, reason);
    if (answer.ok) return { type: "moved", booking: answer.data };
    if (answer.kind === "ended") return { type: "gone" };
    const needsLook = ["ambiguous", "not_standing", "slot_unavailable"].includes(answer.kind);
    if (!needsLook && attempt > 1) return { type: "unknown" };
    if (answer.kind === "out_of_bounds") return { type: "taken" };
    if (!needsLook) return { type: "refused", failure: answer };
    const seen = await lookAfterMove(cal, wish);
    const isPlain = attempt === 1 && answer.kind !== "ambiguous";
    if (seen.type === "blind") return isPlain ? plainly(answer) : { type: "unknown" };
    if (seen.type !== "untouched") return seen;
    if (answer.kind === "slot_unavailable") return { type: "taken" };
    if (answer.kind === "not_standing" || answer.mayStillHappen) return { type: "unknown" };
  }
  return { type: "unknown" };
}

/** Cancels. Asking twice is harmless: the second time Cal.com says that it is done. */
export async function withdrawBooking(
  cal: CalClient,
  wish: { readonly uid: string; readonly reason: string },
): Promise<Withdrawal> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const answer = await cal.cancelBooking(wish.uid, wish.reason);
    if (answer.ok) return { type: "cancelled", booking: answer.data };
    if (answer.kind === "ended") return { type: "ended" };
    if (answer.kind !== "not_standing" && answer.kind !== "ambiguous") {
      return attempt === 1 ? { type: "refused", failure: answer } : { type: "unknown" };
    }
    const seen = await followBooking(cal, wish.uid);
    if (!seen.ok) {
      const isPlain = attempt === 1 && answer.kind === "not_standing";
      return { type: isPlain ? "already" : "unknown" };
    }
    const [booking, ...successors] = seen.data;
    const successor = successors.at(-1);
    if (successor) return { type: "already", successor };
    if (!isStanding(booking.status)) {
      // Once an attempt has been lost, nobody can say whose cancellation it was: what was wanted is so.
      const wasAsked = attempt > 1 || answer.kind === "ambiguous";
      return wasAsked ? { type: "cancelled", booking } : { type: "already" };
    }
    if (answer.kind === "not_standing") return { type: "unknown" };
  }
  return { type: "unknown" };
}

/** A booking, and those that have replaced it one after the other. */
export async function followBooking(
  cal: CalClient,
  uid: string,
): Promise<CalResult<readonly [CalBooking, ...CalBooking[]]>> {
  const first = await cal.getBooking(uid);
  if (!first.ok) return first;
  const successors: CalBooking[] = [];
  let nextUid = first.data.rescheduledToUid;
  while (nextUid && successors.length < MOST_MOVES) {
    const next = await cal.getBooking(nextUid);
    if (!next.ok) return next;
    successors.push(next.data);
    nextUid = next.data.rescheduledToUid;
  }
  return { ok: true, data: [first.data, ...successors] };
}

type Sight =
  | Extract<Move, { type: "moved" | "gone" }>
  | { readonly type: "untouched" }
  | { readonly type: "blind" };

/** What has become of a booking that we may have moved. */
async function lookAfterMove(cal: CalClient, { uid, start }: MoveWish): Promise<Sight> {
  const seen = await followBooking(cal, uid);
  if (!seen.ok) return { type: "blind" };
  const [booking, ...successors] = seen.data;
  const successor = successors.at(-1);
  if (!successor) return isStanding(booking.status) ? { type: "untouched" } : { type: "gone" };
  const isWanted = isStanding(successor.status) && successor.start.getTime() === start.getTime();
  return isWanted ? { type: "moved", booking: successor } : { type: "gone", successor };
}

function plainly(answer: CalFailure): Move {
  return answer.kind === "not_standing" ? { type: "gone" } : { type: "taken" };
}

function isStanding(status: CalBooking["status"]): boolean {
  return status === "accepted" || status === "pending";
}
