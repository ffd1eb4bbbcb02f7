import { isValidPhoneNumber } from "libphonenumber-js";
import { z } from "zod";
import { bookAppointment, parseArguments } from "../../../assistant/tools";
import { type BookingDraft, type CalClient, calClient } from "../../cal";
import type { CalBooking } from "../../cal/schemas";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { nearestSlots } from "../../utils/slots";
import { offerOf, toOneLine } from "../../utils/speech";
import { applyBooking } from "../appointments/apply";
import { bookingFromApi } from "../appointments/interpret";
import { awaitBookingRequest, finishBookingRequest, requestBooking } from "./booking-requests";
import { codeTimes, freeTimes, MOST_OFFERED, offeredTime } from "./offers";
import { findOwnBooking, placeBooking } from "./placement";
import { alreadyBooked, confirmation, SENTENCES } from "./sentences";
import type { Talk } from "./talk";

const PATIENCE_MS = 8000;
const LONGEST_NAME = 120;

const emailAddress = z.email().max(254);

/** Answers book_appointment. Whatever happens, one time is booked at most once for a call. */
export async function answerBooking(
  ctx: ServiceContext,
  talk: Talk,
  args: unknown,
): Promise<string> {
  const parsed = parseArguments(bookAppointment, args);
  if (!parsed.success) return SENTENCES.slotNeeded;
  const start = await offeredTime(ctx, talk, parsed.data.slot_id);
  if (!start) return SENTENCES.slotUnknown;
  const email = emailAddress.safeParse(
    (parsed.data.attendee_email ?? talk.email).trim().toLowerCase(),
  );
  if (!email.success) return SENTENCES.emailUnclear;

  const booked = await otherBookedTime(ctx, talk, start);
  if (booked) return alreadyBooked(booked, talk.timeZone);
  const cal = calClient();
  const draft = draftOf(talk, start, email.data, parsed.data.attendee_name);
  const request = await requestBooking(ctx, talk, start);
  return request.isMine
    ? await book(ctx, talk, cal, draft)
    : await followOther(ctx, talk, cal, draft, request.state === "booked");
}

async function book(
  ctx: ServiceContext,
  talk: Talk,
  cal: CalClient,
  draft: BookingDraft,
): Promise<string> {
  const placement = await placeBooking(cal, draft);
  switch (placement.type) {
    case "booked":
      return await settle(ctx, talk, draft.start, placement.booking);
    case "taken":
      await finishBookingRequest(ctx, talk, draft.start);
      return await offerNearest(ctx, talk, cal, draft.start);
    case "refused": {
      const { kind, message } = placement.failure;
      ctx.log.error({ callId: talk.callId, kind, reason: message }, "a booking was refused");
      await finishBookingRequest(ctx, talk, draft.start);
      return SENTENCES.calendarUnreachable;
    }
    case "unknown":
      // The request stays open: until somebody has seen the calendar, nobody may book that time again.
      ctx.log.warn({ callId: talk.callId }, "whether a booking was made is not known");
      return SENTENCES.bookingLate;
    default:
      return placement satisfies never;
  }
}

/** Another request books this slot for the same call, or has done so: its result is ours. */
async function followOther(
  ctx: ServiceContext,
  talk: Talk,
  cal: CalClient,
  draft: BookingDraft,
  isBooked: boolean,
): Promise<string> {
  const state = isBooked
    ? "booked"
    : await awaitBookingRequest(ctx, talk, draft.start, PATIENCE_MS);
  if (state === "booked") {
    const isPending = await isPendingAppointment(ctx, talk, draft.start);
    return confirmation(draft.start, talk.timeZone, isPending);
  }
  if (state === "failed") return await offerNearest(ctx, talk, cal, draft.start);
  const found = await findOwnBooking(cal, draft);
  return found.ok && found.data
    ? await settle(ctx, talk, draft.start, found.data)
    : SENTENCES.bookingLate;
}

/** The calendar has it, so it is said, even if our own books cannot be brought in line now: the webhook will. */
async function settle(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
  booking: CalBooking,
): Promise<string> {
  const state = bookingFromApi(booking, ctx.now());
  const attendee = {
    ...state.attendee,
    phone: state.attendee.phone ?? talk.phone,
    timeZone: state.attendee.timeZone ?? talk.timeZone,
  };
  try {
    await applyBooking(ctx, { ...state, callId: talk.callId, attendee });
    await finishBookingRequest(ctx, talk, start, booking.uid);
  } catch (error) {
    ctx.log.error({ callId: talk.callId, error }, "a booking could not be written down");
  }
  return confirmation(booking.start, talk.timeZone, booking.status === "pending");
}

async function offerNearest(
  ctx: ServiceContext,
  talk: Talk,
  cal: CalClient,
  wanted: Date,
): Promise<string> {
  const now = ctx.now();
  const free = await freeTimes(talk, now, cal);
  const others = free.ok ? free.data.filter((slot) => slot.getTime() !== wanted.getTime()) : [];
  if (others.length === 0) return SENTENCES.slotGoneNoOther;
  const offered = await codeTimes(ctx, talk, nearestSlots(others, wanted, MOST_OFFERED));
  return `Sorry, that time is no longer free. I have ${offerOf(offered, talk.timeZone, now)}.`;
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

/** The time of a demo that this call has booked already, other than `start`. */
async function otherBookedTime(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
): Promise<Date | undefined> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select("start_time")
    .eq("call_id", talk.callId)
    .in("status", ["pending", "accepted"])
    .neq("start_time", start.toISOString())
    .gt("end_time", ctx.now().toISOString())
    .limit(1);
  if (error) throw databaseError("reading the appointments of a call", error);
  return data[0] ? new Date(data[0].start_time) : undefined;
}

async function isPendingAppointment(ctx: ServiceContext, talk: Talk, start: Date) {
  const { data, error } = await ctx.db
    .from("appointments")
    .select("status")
    .eq("call_id", talk.callId)
    .eq("start_time", start.toISOString())
    .limit(1);
  if (error) throw databaseError("reading the appointment of a slot", error);
  return data[0]?.status === "pending";
}
