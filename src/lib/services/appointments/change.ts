import "server-only";
import { z } from "zod";
import type { CalClient } from "../../cal";
import type { CalFailure } from "../../cal/failures";
import type { ServiceContext } from "../../context";
import { nearestSlots } from "../../utils/slots";
import { calendarFor } from "../calendar/budget";
import { moveBooking, withdrawBooking } from "../calendar/placement";
import { forgetSlot } from "../calendar/prepared-slots";
import {
  type ChangeableAppointment,
  calendarAs,
  isStanding,
  readChangeable,
  requireChanger,
} from "./access";
import { type AppliedBooking, applyBooking, type BookingState } from "./apply";
import { bookingFromApi } from "./interpret";
import { requestCheck, settleByAsking } from "./truth";

export const rescheduleAppointmentSchema = z.object({
  appointmentId: z.uuid(),
  /** An instant that `listOpenings` gave. */
  start: z.coerce.date(),
});

export const cancelAppointmentSchema = z.object({
  appointmentId: z.uuid(),
  /** Cal.com shows it to the attendee, and demands it. */
  reason: z
    .string()
    .trim()
    .min(1, "Give a reason: the customer reads it.")
    .max(500, "The reason has at most 500 characters."),
});

export const openingsQuerySchema = z
  .object({
    /** The appointment to move, whose own time counts as free; null for a new one. */
    appointmentId: z.uuid().nullable(),
    from: z.coerce.date(),
    to: z.coerce.date(),
    timeZone: z.string().min(1),
  })
  .refine(({ from, to }) => to > from, "The end must lie after the start.");

export type RescheduleAppointment = z.output<typeof rescheduleAppointmentSchema>;
export type CancelAppointment = z.output<typeof cancelAppointmentSchema>;
export type OpeningsQuery = z.output<typeof openingsQuerySchema>;

/** A free time of the calendar. */
export interface Opening {
  readonly start: Date;
  readonly end: Date;
}

export type RescheduleResult =
  /** A moved booking is a new booking: `appointmentId` is the new row, the old one is `rescheduled`. */
  | { readonly type: "moved"; readonly appointmentId: string; readonly start: Date }
  /** The calendar no longer has that time; the nearest that it has (none when it could not say). */
  | { readonly type: "taken"; readonly nearest: readonly Date[] }
  /** Cancelled or moved meanwhile; the list already shows what is so. */
  | { readonly type: "gone" }
  /** The calendar would not, and `reason` says why in words for people; nothing was changed. */
  | { readonly type: "refused"; readonly reason: string }
  /** No clear answer came. It is looked at again within minutes, and the list then shows what is so. */
  | { readonly type: "unknown" };

export type CancelResult =
  | { readonly type: "cancelled"; readonly appointmentId: string }
  /** Cancelled or moved meanwhile; the list already shows what is so. */
  | { readonly type: "gone" }
  /** The meeting is over. */
  | { readonly type: "ended" }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "unknown" };

export type OpeningsResult =
  | { readonly type: "openings"; readonly openings: readonly Opening[] }
  /** The calendar cannot be reached, or wants to be asked less. */
  | { readonly type: "unreachable"; readonly retryAfterSeconds?: number };

const NEAREST_OFFERED = 3;
const DAY_MS = 86_400_000;
const DEFAULT_LENGTH_MS = 30 * 60_000;
/** How far around a time that is gone others are looked for. */
const SEARCH_DAYS = 7;

/**
 * Moves an appointment through Cal.com, for a member or admin of its team.
 *
 * @param ctx acts as the signed-in user, under row level security.
 * @throws AppError `not_found` when the user cannot see it, `forbidden` for viewers.
 */
export async function rescheduleAppointment(
  ctx: ServiceContext,
  { appointmentId, start }: RescheduleAppointment,
): Promise<RescheduleResult> {
  const appointment = await readChangeable(ctx, appointmentId);
  if (!isStanding(appointment)) return { type: "gone" };
  const { service, cal } = calendarAs(ctx, "booking");
  const { uid } = appointment;
  const move = await moveBooking(cal, { uid, start, reason: "Moved by the sales team." });
  switch (move.type) {
    case "moved": {
      const { startTime, endTime } = appointment;
      const previous = { uid, start: startTime, end: endTime };
      const state = { ...bookingFromApi(move.booking, service.now()), previous };
      const applied = await writeDown(service, state);
      if (!applied) return { type: "unknown" };
      await forgetSlot(service, state.start);
      ctx.log.info({ appointmentId, uid: state.uid }, "appointment moved");
      return { type: "moved", appointmentId: applied.appointmentId, start: state.start };
    }
    case "taken":
      return { type: "taken", nearest: await findNearest(service, appointment, start) };
    case "gone":
      await bringInLine(service, cal, uid);
      return { type: "gone" };
    case "refused":
      return await refuse(ctx, appointment, move.failure);
    case "unknown":
      await requestCheck(service, uid);
      return { type: "unknown" };
    default:
      return move satisfies never;
  }
}

/**
 * Cancels an appointment through Cal.com, for a member or admin of its team.
 *
 * @param ctx acts as the signed-in user, under row level security.
 * @throws AppError `not_found` when the user cannot see it, `forbidden` for viewers.
 */
export async function cancelAppointment(
  ctx: ServiceContext,
  { appointmentId, reason }: CancelAppointment,
): Promise<CancelResult> {
  const appointment = await readChangeable(ctx, appointmentId);
  if (!isStanding(appointment)) return { type: "gone" };
  const { service, cal } = calendarAs(ctx, "booking");
  const { uid } = appointment;
  const withdrawal = await withdrawBooking(cal, { uid, reason });
  switch (withdrawal.type) {
    case "cancelled": {
      const state = bookingFromApi(withdrawal.booking, service.now());
      const cancellationReason = state.cancellationReason ?? reason;
      const applied = await writeDown(service, {
        ...state,
        status: "cancelled",
        cancellationReason,
      });
      if (!applied) return { type: "unknown" };
      ctx.log.info({ appointmentId, uid }, "appointment cancelled");
      return { type: "cancelled", appointmentId };
    }
    case "already":
      await bringInLine(service, cal, uid);
      return { type: "gone" };
    case "ended":
      return { type: "ended" };
    case "refused":
      return await refuse(ctx, appointment, withdrawal.failure);
    case "unknown":
      await requestCheck(service, uid);
      return { type: "unknown" };
    default:
      return withdrawal satisfies never;
  }
}

/**
 * The free times between two instants, in order.
 *
 * @throws AppError `not_found` when the user cannot see the appointment, `forbidden` for viewers.
 */
export async function listOpenings(
  ctx: ServiceContext,
  { appointmentId, from, to, timeZone }: OpeningsQuery,
): Promise<OpeningsResult> {
  const appointment = appointmentId ? await readChangeable(ctx, appointmentId) : undefined;
  if (!appointment) await requireChanger(ctx);
  const { cal } = calendarAs(ctx, "availability");
  const found = await cal.getOpenings({
    start: from,
    end: to,
    timeZone,
    ...(appointment && isStanding(appointment) ? { reschedulingUid: appointment.uid } : {}),
  });
  if (!found.ok) {
    ctx.log.warn({ kind: found.kind, reason: found.message }, "free times cannot be listed");
    const { retryAfterSeconds } = found;
    return { type: "unreachable", ...(retryAfterSeconds ? { retryAfterSeconds } : {}) };
  }
  const lengthMs = appointment
    ? appointment.endTime.getTime() - appointment.startTime.getTime()
    : DEFAULT_LENGTH_MS;
  return {
    type: "openings",
    // Cal.com has been seen to answer with times outside the range that was asked for.
    openings: found.data
      .filter(({ start }) => start >= from && start <= to)
      .map(({ start, end }) => ({ start, end: end ?? new Date(start.getTime() + lengthMs) })),
  };
}

/** The calendar has made the change: when our books cannot follow now, the sync brings them in line. */
async function writeDown(
  service: ServiceContext,
  state: BookingState,
): Promise<AppliedBooking | undefined> {
  try {
    return await applyBooking(service, state);
  } catch (error) {
    service.log.error({ uid: state.uid, error }, "a change of the calendar is not written down");
    return undefined;
  }
}

async function bringInLine(service: ServiceContext, cal: CalClient, uid: string): Promise<void> {
  const truth = await settleByAsking(service, cal, uid);
  if (truth.type !== "applied") await requestCheck(service, uid);
}

/** None when the calendar cannot say. */
async function findNearest(
  service: ServiceContext,
  { uid, timeZone }: ChangeableAppointment,
  wanted: Date,
): Promise<Date[]> {
  const now = service.now();
  const aroundMs = SEARCH_DAYS * DAY_MS;
  const earliest = new Date(wanted.getTime() - aroundMs);
  const free = await calendarFor(service, "availability").getSlots({
    start: earliest > now ? earliest : now,
    end: new Date(Math.max(wanted.getTime(), now.getTime()) + aroundMs),
    timeZone,
    reschedulingUid: uid,
  });
  if (!free.ok) return [];
  const others = free.data.filter((slot) => slot > now && slot.getTime() !== wanted.getTime());
  return nearestSlots(others, wanted, NEAREST_OFFERED);
}

async function refuse(
  ctx: ServiceContext,
  { id }: ChangeableAppointment,
  { kind, message, retryAfterSeconds }: CalFailure,
): Promise<{ readonly type: "refused"; readonly reason: string }> {
  ctx.log.error({ appointmentId: id, kind, reason: message }, "the calendar refused a change");
  if (kind === "rate_limited") {
    const reason = `The calendar is busy. Try again in ${retryAfterSeconds ?? 60} seconds.`;
    return { type: "refused", reason };
  }
  const reason =
    kind === "unavailable"
      ? "The calendar cannot be reached. Try again in a moment."
      : "The calendar would not make this change. It may allow it in Cal.com itself.";
  return { type: "refused", reason };
}
