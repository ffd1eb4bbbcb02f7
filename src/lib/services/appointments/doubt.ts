import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import type { BookingState } from "./apply";

/** `incomplete`: it does not say whose booking it is; `contradiction`: it cannot be true along with what we have. */
export type Doubt = "incomplete" | "contradiction";

const RANKS: Readonly<Record<string, number>> = { pending: 1, accepted: 2 };
const FINAL_RANK = 3;

/** Why an event alone is not to be trusted, if it is not: then Cal.com has to be asked. */
export async function doubtAbout(
  ctx: ServiceContext,
  event: BookingState,
): Promise<Doubt | undefined> {
  const uids = event.previous ? [event.uid, event.previous.uid] : [event.uid];
  const { data, error } = await ctx.db
    .from("appointments")
    .select("cal_booking_uid, status, start_time, last_event_at")
    .in("cal_booking_uid", uids);
  if (error) throw databaseError("reading what is known of a booking", error);
  const known = data.find((row) => row.cal_booking_uid === event.uid);
  if (known) {
    const has = {
      status: known.status,
      start: new Date(known.start_time),
      lastEventAt: new Date(known.last_event_at),
    };
    return contradicts(event, has) ? "contradiction" : undefined;
  }
  // Cancellations carry no metadata: of a booking that we know they need none.
  const isLater = event.previous !== undefined || rankOf(event.status) === FINAL_RANK;
  return data.length === 0 && isLater && !event.callId ? "incomplete" : undefined;
}

interface Known {
  readonly status: string;
  readonly start: Date;
  readonly lastEventAt: Date;
}

function contradicts(event: BookingState, has: Known): boolean {
  // The booking that took its place is known: no event of its own changes that.
  if (has.status === "rescheduled") return false;
  const rank = rankOf(event.status);
  const hasRank = rankOf(has.status);
  const isNewer = event.eventAt > has.lastEventAt;
  const isOlder = event.eventAt < has.lastEventAt;
  if (rank < hasRank) return isNewer;
  if (rank > hasRank) return !isNewer;
  if (event.status !== has.status) return true;
  return !isOlder && !isNewer && event.start.getTime() !== has.start.getTime();
}

/** How far along a booking is; it only moves forward. */
function rankOf(status: string): number {
  return RANKS[status] ?? FINAL_RANK;
}
