import { parseArguments, rescheduleAppointment } from "../../../assistant/tools";
import { requestCheck, settleByAsking } from "../appointments/truth";
import { calendarFor } from "../calendar/budget";
import { moveBooking } from "../calendar/placement";
import { DEFAULT_SLOT_MINUTES } from "../calendar/prepared-slots";
import { finishRequest, requestTime } from "./booking-requests";
import { findDemo } from "./demo";
import { offeredTime } from "./offers";
import { alreadyThen, moved, SENTENCES } from "./sentences";
import { offerNearest, settleBooking } from "./settle-booking";
import { isPending, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

const REASON = "The attendee asked for another time on the phone.";

/** Answers reschedule_appointment: moves the demo that this call has made, else the lead's next one. */
export async function answerMove(run: ToolRun, talk: Talk, args: unknown): Promise<string> {
  const parsed = parseArguments(rescheduleAppointment, args);
  if (!parsed.success) return SENTENCES.slotNeeded;
  const start = offeredTime(talk, parsed.data.slot_id);
  if (!start) return SENTENCES.slotUnknown;
  const demo = await findDemo(run, talk);
  if (!demo) return SENTENCES.nothingToMove;
  if (demo.startAt.getTime() === start.getTime()) return alreadyThen(start, talk.timeZone);

  const request = await requestTime(run, talk, {
    kind: "move",
    start,
    slotMinutes: talk.prepared?.slotMinutes ?? DEFAULT_SLOT_MINUTES,
    previousUid: demo.uid,
  });
  switch (request.type) {
    case "mine":
      return await move(run, talk, demo.uid, start);
    case "done":
      return moved(start, talk.timeZone, await isPending(run.ctx, talk, request.uid));
    case "open":
      return await lookFor(run, talk, demo.uid, start);
    default:
      return request satisfies never;
  }
}

async function move(run: ToolRun, talk: Talk, uid: string, start: Date): Promise<string> {
  const { ctx } = run;
  const { callId, timeZone } = talk;
  const result = await run.outside(
    moveBooking(calendarFor(ctx, "booking"), { uid, start, reason: REASON }),
  );
  switch (result.type) {
    case "moved":
      await settleBooking(run, talk, start, result.booking);
      return moved(result.booking.start, timeZone, result.booking.status === "pending");
    case "taken":
      await finishRequest(ctx, talk, start);
      return await offerNearest(run, talk, start);
    case "gone":
      await finishRequest(ctx, talk, start);
      run.defer(() => settleByAsking(ctx, calendarFor(ctx, "booking"), uid));
      return result.successor ? alreadyThen(result.successor.start, timeZone) : SENTENCES.demoGone;
    case "refused": {
      const { kind, message } = result.failure;
      ctx.log.error({ callId, kind, reason: message }, "moving a booking was refused");
      await finishRequest(ctx, talk, start);
      return SENTENCES.calendarUnreachable;
    }
    case "unknown":
      ctx.log.warn({ callId }, "whether a booking was moved is not known");
      await requestCheck(ctx, uid);
      return SENTENCES.movingLate;
    default:
      return result satisfies never;
  }
}

/** Somebody has asked the calendar to move it and never told what came of it: the calendar knows. */
async function lookFor(run: ToolRun, talk: Talk, uid: string, start: Date): Promise<string> {
  const cal = calendarFor(run.ctx, "booking");
  const old = await run.outside(cal.getBooking(uid));
  const successorUid = old.ok ? old.data.rescheduledToUid : undefined;
  const successor = successorUid ? await run.outside(cal.getBooking(successorUid)) : undefined;
  if (!successor?.ok || successor.data.start.getTime() !== start.getTime()) {
    return SENTENCES.movingLate;
  }
  await settleBooking(run, talk, start, successor.data);
  return moved(successor.data.start, talk.timeZone, successor.data.status === "pending");
}
