import type { CalBooking } from "../../cal/schemas";
import { nearestSlots } from "../../utils/slots";
import { applyBooking } from "../appointments/apply";
import { bookingFromApi } from "../appointments/interpret";
import { forgetSlot } from "../calendar/prepared-slots";
import { offer } from "./availability";
import { finishRequest } from "./booking-requests";
import { MOST_OFFERED } from "./choice";
import { freeTimes } from "./free-times";
import { releaseHolds } from "./holds";
import { SENTENCES } from "./sentences";
import { loadTalk, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/**
 * Brings our own books in line with what the calendar has just done. It is done, so it is said, even if that fails: the
 * calendar's webhook or the sweep will bring it in line.
 */
export async function settleBooking(
  run: ToolRun,
  talk: Talk,
  wanted: Date,
  booking: CalBooking,
): Promise<void> {
  const { ctx } = run;
  const state = bookingFromApi(booking, ctx.now());
  const attendee = {
    ...state.attendee,
    phone: state.attendee.phone ?? talk.phone,
    timeZone: state.attendee.timeZone ?? talk.timeZone,
  };
  try {
    await applyBooking(ctx, { ...state, callId: talk.callId, attendee });
    await finishRequest(ctx, talk, wanted, booking.uid);
  } catch (error) {
    ctx.log.error({ callId: talk.callId, error }, "a booking could not be written down");
  }
  run.defer(async () => {
    await forgetSlot(ctx, booking.start);
    await releaseHolds(ctx, talk.callId);
  });
}

/** The wanted time is gone for good: says so, and offers the free ones that lie nearest. */
export async function offerNearest(run: ToolRun, talk: Talk, wanted: Date): Promise<string> {
  await forgetSlot(run.ctx, wanted);
  const current = await loadTalk(run.ctx, talk.callId);
  const free = current && (await freeTimes(run, current));
  const others = free?.times.filter((time) => time.getTime() !== wanted.getTime()) ?? [];
  const offered =
    current &&
    (await offer(run, current, others, (times) => ({
      times: nearestSlots(times, wanted, MOST_OFFERED),
      opening: "Sorry, that time is no longer free. I have",
    })));
  return offered ?? SENTENCES.slotGoneNoOther;
}
