import type { CalClient } from "../../cal";
import type { CalFailure } from "../../cal/failures";
import type { CalBooking } from "../../cal/schemas";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { followBooking } from "../calendar/placement";
import { type AppliedBooking, applyBooking, markNoShow } from "./apply";
import { bookingFromApi, emailOf } from "./interpret";

export type Truth =
  /** What Cal.com has is what we have; `applied` is undefined when the booking belongs to no team. */
  | { readonly type: "applied"; readonly applied: AppliedBooking | undefined }
  /** Cal.com knows no such booking. */
  | { readonly type: "not_there" }
  | { readonly type: "unreachable"; readonly failure: CalFailure };

/**
 * Asks Cal.com for a booking and whatever has replaced it, and brings our tables in line with the answer.
 *
 * @param asOf when it is known to have changed, if later than the answer says.
 */
export async function settleByAsking(
  ctx: ServiceContext,
  cal: CalClient,
  uid: string,
  asOf?: Date,
): Promise<Truth> {
  const chain = await followBooking(cal, uid);
  if (!chain.ok) {
    return chain.kind === "not_found"
      ? { type: "not_there" }
      : { type: "unreachable", failure: chain };
  }
  return { type: "applied", applied: await applyChain(ctx, chain.data, asOf) };
}

/**
 * Applies bookings of which each replaced the one before it, the newest first: seen the other way round, a booking that
 * was moved looks like one that was cancelled. Gives what became of the first.
 */
export async function applyChain(
  ctx: ServiceContext,
  chain: readonly [CalBooking, ...CalBooking[]],
  asOf?: Date,
): Promise<AppliedBooking | undefined> {
  let applied: AppliedBooking | undefined;
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    const booking = chain[index];
    if (booking) applied = await applyAnswer(ctx, booking, chain[index - 1], asOf);
  }
  return applied;
}

/** Has the sync ask about a booking of which we are not sure. */
export async function requestCheck(ctx: ServiceContext, uid: string): Promise<void> {
  const { error } = await ctx.db
    .from("appointments")
    .update({ check_requested_at: ctx.now().toISOString() })
    .eq("cal_booking_uid", uid);
  if (error) throw databaseError("asking for a check of an appointment", error);
}

async function applyAnswer(
  ctx: ServiceContext,
  booking: CalBooking,
  replaced: CalBooking | undefined,
  asOf: Date | undefined,
): Promise<AppliedBooking | undefined> {
  const said = bookingFromApi(booking, ctx.now());
  const before = replaced && bookingFromApi(replaced, ctx.now());
  const state = {
    ...said,
    eventAt: asOf && asOf > said.eventAt ? asOf : said.eventAt,
    isTruth: booking.updatedAt !== undefined,
    previous: before ? { uid: before.uid, start: before.start, end: before.end } : said.previous,
  };
  const applied = await applyBooking(ctx, state);
  const attendees = (booking.attendees ?? []).flatMap(({ email, absent }) =>
    typeof absent === "boolean" ? [{ email: emailOf(email), noShow: absent }] : [],
  );
  if (applied && attendees.length > 0 && state.start <= ctx.now()) {
    await markNoShow(ctx, { uid: state.uid, attendees, eventAt: state.eventAt });
  }
  return applied;
}
