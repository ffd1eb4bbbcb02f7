import { cancelAppointment, parseArguments } from "../../../assistant/tools";
import type { CalBooking } from "../../cal/schemas";
import { toOneLine } from "../../utils/speech";
import { applyBooking } from "../appointments/apply";
import { bookingFromApi } from "../appointments/interpret";
import { requestCheck, settleByAsking } from "../appointments/truth";
import { calendarFor } from "../calendar/budget";
import { withdrawBooking } from "../calendar/placement";
import { findDemo } from "./demo";
import { alreadyThen, SENTENCES } from "./sentences";
import type { Talk } from "./talk";
import type { ToolRun } from "./tool-run";

const LONGEST_REASON = 300;
const DEFAULT_REASON = "Cancelled by the attendee on the phone.";

/**
 * Answers cancel_appointment: cancels the demo that this call has made, else the lead's next one. Asking the calendar
 * twice is harmless: it says that the booking is cancelled already.
 */
export async function answerCancel(run: ToolRun, talk: Talk, args: unknown): Promise<string> {
  const parsed = parseArguments(cancelAppointment, args);
  const demo = await findDemo(run, talk);
  if (!demo) return SENTENCES.nothingToCancel;
  const given = toOneLine(parsed.data?.reason ?? "").slice(0, LONGEST_REASON);
  const { ctx } = run;
  const result = await run.outside(
    withdrawBooking(calendarFor(ctx, "booking"), {
      uid: demo.uid,
      reason: given || DEFAULT_REASON,
    }),
  );
  switch (result.type) {
    case "cancelled":
      await writeDown(run, talk, result.booking);
      return SENTENCES.cancelled;
    case "already":
      run.defer(() => settleByAsking(ctx, calendarFor(ctx, "booking"), demo.uid));
      return result.successor
        ? alreadyThen(result.successor.start, talk.timeZone)
        : SENTENCES.cancelled;
    case "ended":
      return SENTENCES.demoOver;
    case "refused": {
      const { kind, message } = result.failure;
      ctx.log.error({ callId: talk.callId, kind, reason: message }, "cancelling was refused");
      return SENTENCES.calendarUnreachable;
    }
    case "unknown":
      ctx.log.warn({ callId: talk.callId }, "whether a booking was cancelled is not known");
      await requestCheck(ctx, demo.uid);
      return SENTENCES.cancellingLate;
    default:
      return result satisfies never;
  }
}

/** The calendar has cancelled it, so that is said, even if our own books are brought in line only later. */
async function writeDown(run: ToolRun, talk: Talk, booking: CalBooking): Promise<void> {
  try {
    await applyBooking(run.ctx, bookingFromApi(booking, run.ctx.now()));
  } catch (error) {
    run.ctx.log.error({ callId: talk.callId, error }, "a cancellation could not be written down");
  }
}
