import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { calendarFor } from "../calendar/budget";

/**
 * Has Cal.com keep times that are on offer in a call, so that nobody who books on the web takes one meanwhile. Behind the
 * answer, and only while Cal.com lets us ask so much: our own hold and the booking itself do not need it.
 */
export async function reserveAtCal(
  ctx: ServiceContext,
  callId: string,
  starts: readonly Date[],
): Promise<void> {
  const cal = calendarFor(ctx, "background");
  for (const start of starts) {
    const reserved = await cal.reserveSlot(start);
    if (!reserved.ok) {
      ctx.log.debug({ callId, kind: reserved.kind }, "a time could not be reserved");
      return;
    }
    const { data, error } = await ctx.db.rpc("note_reservation", {
      p_call_id: callId,
      p_start: start.toISOString(),
      p_reservation_uid: reserved.data.uid,
    });
    if (error) throw databaseError("noting a reservation", error);
    if (!data) await cal.releaseSlot(reserved.data.uid);
  }
}

/** Ends the holds of a call and gives the reservations back, so that others can book those times at once. */
export async function releaseHolds(ctx: ServiceContext, callId: string): Promise<void> {
  const { data, error } = await ctx.db.rpc("release_holds", { p_call_id: callId });
  if (error) throw databaseError("releasing the times of a call", error);
  if (data.length === 0) return;
  const cal = calendarFor(ctx, "background");
  for (const uid of data) {
    const released = await cal.releaseSlot(uid);
    // It lapses by itself within five minutes.
    if (!released.ok) return;
  }
}
