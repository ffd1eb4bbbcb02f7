import { isValidPhoneNumber } from "libphonenumber-js";
import { z } from "zod";
import { bookAppointment, parseArguments } from "../../../assistant/tools";
import type { BookingDraft } from "../../cal";
import { toOneLine } from "../../utils/speech";
import { calendarFor } from "../calendar/budget";
import { findOwnBooking, placeBooking } from "../calendar/placement";
import { DEFAULT_SLOT_MINUTES } from "../calendar/prepared-slots";
import { finishRequest, requestTime } from "./booking-requests";
import { offeredTime } from "./offers";
import { alreadyBooked, alreadyThen, confirmation, SENTENCES } from "./sentences";
import { offerNearest, settleBooking } from "./settle-booking";
import { isPending, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

const LONGEST_NAME = 120;

const emailAddress = z.email().max(254);

/** Answers book_appointment. Whatever happens, one time is booked at most once for a call. */
export async function answerBooking(run: ToolRun, talk: Talk, args: unknown): Promise<string> {
  const parsed = parseArguments(bookAppointment, args);
  if (!parsed.success) return SENTENCES.slotNeeded;
  const start = offeredTime(talk, parsed.data.slot_id);
  if (!start) return SENTENCES.slotUnknown;
  const email = emailAddress.safeParse(
    (parsed.data.attendee_email ?? talk.email).trim().toLowerCase(),
  );
  if (!email.success) return SENTENCES.emailUnclear;
  const [has] = talk.appointments;
  const isSame = has?.startAt.getTime() === start.getTime();
  if (has && !isSame) return alreadyBooked(has.startAt, talk.timeZone);
  if (has && !has.isOfThisCall) return alreadyThen(has.startAt, talk.timeZone);

  const draft = draftOf(talk, start, email.data, parsed.data.attendee_name);
  const slotMinutes = talk.prepared?.slotMinutes ?? DEFAULT_SLOT_MINUTES;
  const request = await requestTime(run, talk, { kind: "book", start, slotMinutes });
  switch (request.type) {
    case "mine":
      return await book(run, talk, draft);
    case "done":
      return confirmation(start, talk.timeZone, await isPending(run.ctx, talk, request.uid));
    case "open":
      return await lookFor(run, talk, draft);
    default:
      return request satisfies never;
  }
}

async function book(run: ToolRun, talk: Talk, draft: BookingDraft): Promise<string> {
  const { ctx } = run;
  const { callId, timeZone } = talk;
  const placement = await run.outside(placeBooking(calendarFor(ctx, "booking"), draft));
  switch (placement.type) {
    case "booked": {
      const { booking } = placement;
      await settleBooking(run, talk, draft.start, booking);
      return confirmation(booking.start, timeZone, booking.status === "pending");
    }
    case "taken":
      await finishRequest(ctx, talk, draft.start);
      return await offerNearest(run, talk, draft.start);
    case "refused": {
      const { kind, message } = placement.failure;
      ctx.log.error({ callId, kind, reason: message }, "a booking was refused");
      await finishRequest(ctx, talk, draft.start);
      return SENTENCES.calendarUnreachable;
    }
    case "unknown":
      // The request stays open: until somebody has seen the calendar, nobody may book that time again.
      ctx.log.warn({ callId }, "whether a booking was made is not known");
      return SENTENCES.bookingLate;
    default:
      return placement satisfies never;
  }
}

/** Somebody has asked the calendar for this call and never told what came of it: the calendar knows. */
async function lookFor(run: ToolRun, talk: Talk, draft: BookingDraft): Promise<string> {
  const found = await run.outside(findOwnBooking(calendarFor(run.ctx, "booking"), draft));
  if (!found.ok || !found.data) return SENTENCES.bookingLate;
  await settleBooking(run, talk, draft.start, found.data);
  return confirmation(found.data.start, talk.timeZone, found.data.status === "pending");
}

function draftOf(
  talk: Talk,
  start: Date,
  email: string,
  givenName: string | undefined,
): BookingDraft {
  return {
    start,
    attendee: {
      name: toOneLine(givenName ?? "").slice(0, LONGEST_NAME) || talk.name,
      email,
      timeZone: talk.timeZone,
      // Cal.com refuses a booking for a number that it thinks impossible; it can do without one.
      ...(isValidPhoneNumber(talk.phone) ? { phoneNumber: talk.phone } : {}),
    },
    metadata: { callId: talk.callId, leadId: talk.leadId, teamId: talk.teamId },
  };
}
