import "server-only";
import type { ServiceContext } from "@/lib/context";
import type { Json } from "@/lib/database.types";
import { AppError } from "@/lib/errors";
import {
  type AppliedBooking,
  type Attendance,
  applyBooking,
  type BookingState,
  markNoShow,
} from "@/lib/services/appointments/apply";
import { doubtAbout } from "@/lib/services/appointments/doubt";
import { settleByAsking, type Truth } from "@/lib/services/appointments/truth";
import { calendarFor } from "@/lib/services/calendar/budget";
import type { Conclusion } from "@/lib/services/webhook-events";
import { interpret, type Meaning } from "./interpret";
import { type CalEvent, parseDelivery } from "./schema";

type Settled = Exclude<Truth, { type: "unreachable" }>;

/**
 * Does what an event means, as often as it is asked to.
 *
 * @throws AppError `unavailable` or `too_many_requests` when Cal.com would have to be asked and cannot be now;
 *   `bad_request` when the event can never be used.
 */
export async function handleEvent(ctx: ServiceContext, event: CalEvent): Promise<Conclusion> {
  const meaning = interpret(event);
  switch (meaning.type) {
    case "booking":
      return await handleBooking(ctx, meaning.booking);
    case "no_show":
      return await handleNoShow(ctx, meaning.attendance);
    case "ask":
      return await handleHint(ctx, meaning);
    case "ignore":
      return { state: "ignored", reason: meaning.reason };
    default:
      return meaning satisfies never;
  }
}

/** Does once more what an event means that was stored before. */
export async function handleStoredEvent(ctx: ServiceContext, payload: Json): Promise<Conclusion> {
  const delivery = parseDelivery(payload);
  if (!delivery.ok) return { state: "rejected", reason: delivery.reason };
  return await handleEvent(ctx, delivery.event);
}

async function handleBooking(ctx: ServiceContext, booking: BookingState): Promise<Conclusion> {
  const doubt = await doubtAbout(ctx, booking);
  if (doubt) {
    ctx.log.info({ uid: booking.uid, doubt }, "Cal.com is asked about a booking");
    const truth = await ask(ctx, booking.uid, booking.eventAt);
    if (truth.type === "applied" && doubt === "contradiction") return conclude(truth.applied);
    // Cal.com has been seen to tell of a change before it has made it: what the event says counts, too.
  }
  return conclude(await applyBooking(ctx, booking));
}

async function handleNoShow(ctx: ServiceContext, attendance: Attendance): Promise<Conclusion> {
  const { uid, eventAt } = attendance;
  let result = await markNoShow(ctx, attendance);
  if (result === "unknown" || result === "unlisted") {
    const truth = await ask(ctx, uid, eventAt);
    if (truth.type === "applied" && truth.applied) result = await markNoShow(ctx, attendance);
  }
  switch (result) {
    case "changed":
      return { state: "processed" };
    case "unchanged":
      return { state: "ignored", reason: "Already so, or older than what is known." };
    case "unlisted":
      return { state: "ignored", reason: "It is not about the customer." };
    case "unknown":
      return { state: "ignored", reason: "Nobody knows the booking." };
    default:
      return result satisfies never;
  }
}

async function handleHint(
  ctx: ServiceContext,
  { uid, asOf, problem }: Extract<Meaning, { type: "ask" }>,
): Promise<Conclusion> {
  const truth = await ask(ctx, uid, asOf);
  if (truth.type === "applied") return conclude(truth.applied);
  if (problem === undefined) return { state: "ignored", reason: "Cal.com does not know it." };
  throw new AppError("bad_request", `unusable, and of no booking that Cal.com knows: ${problem}`);
}

async function ask(ctx: ServiceContext, uid: string, asOf: Date | undefined): Promise<Settled> {
  const truth = await settleByAsking(ctx, calendarFor(ctx, "background"), uid, asOf);
  if (truth.type !== "unreachable") return truth;
  const { kind, message, retryAfterSeconds = 60 } = truth.failure;
  throw new AppError(
    kind === "rate_limited" ? "too_many_requests" : "unavailable",
    `Cal.com cannot be asked: ${message}`,
    { userMessage: "Cal.com cannot be asked now. Send it again.", retryAfterSeconds },
  );
}

function conclude(applied: AppliedBooking | undefined): Conclusion {
  return applied
    ? { state: "processed", teamId: applied.teamId }
    : { state: "ignored", reason: "The booking belongs to no team." };
}
