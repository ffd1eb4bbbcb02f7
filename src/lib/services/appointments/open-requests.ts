import type { CalBooking } from "../../cal/schemas";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import type { SyncRun } from "./sync-run";
import { settleByAsking } from "./truth";

interface OpenRequest {
  readonly callId: string;
  readonly start: Date;
  /** The booking that was to be moved there. */
  readonly previousUid: string | null;
}

const MOST_REQUESTS = 20;
const MINUTE_MS = 60_000;
const LONGEST_MEETING_MS = 240 * MINUTE_MS;

/** Requests to book or move whose end nobody has told: the calendar knows by now, whatever it is. */
export async function settleOpenRequests({ ctx, cal, stopAtMs }: SyncRun): Promise<number> {
  let count = 0;
  for (const request of await listOpenRequests(ctx)) {
    if (Date.now() >= stopAtMs) break;
    const { start } = request;
    const found = await cal.findBookings({
      afterStart: new Date(start.getTime() - MINUTE_MS),
      beforeEnd: new Date(start.getTime() + LONGEST_MEETING_MS),
      isAnyStatus: true,
    });
    if (!found.ok) throw new Error(found.message);
    const own = found.data.find((booking) => answers(booking, request));
    if (own) {
      const truth = await settleByAsking(ctx, cal, request.previousUid ?? own.uid);
      if (truth.type === "unreachable") throw new Error(truth.failure.message);
    }
    await finish(ctx, request, own?.uid);
    count += 1;
  }
  return count;
}

/** A minute is four times what an answer may take. Both times are the database's, and real. */
async function listOpenRequests(ctx: ServiceContext): Promise<OpenRequest[]> {
  const { data, error } = await ctx.db
    .from("booking_requests")
    .select("call_id, start_at, previous_uid")
    .eq("state", "requested")
    .lt("updated_at", new Date(Date.now() - MINUTE_MS).toISOString())
    .order("updated_at")
    .limit(MOST_REQUESTS);
  if (error) throw databaseError("reading the open booking requests", error);
  return data.map((row) => ({
    callId: row.call_id,
    start: new Date(row.start_at),
    previousUid: row.previous_uid,
  }));
}

function answers(booking: CalBooking, { callId, start, previousUid }: OpenRequest): boolean {
  if (booking.start.getTime() !== start.getTime()) return false;
  return previousUid
    ? booking.rescheduledFromUid === previousUid
    : booking.metadata?.callId === callId;
}

async function finish(
  ctx: ServiceContext,
  { callId, start }: OpenRequest,
  uid: string | undefined,
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_booking_request", {
    p_call_id: callId,
    p_start_at: start.toISOString(),
    p_now: ctx.now().toISOString(),
    ...(uid ? { p_cal_booking_uid: uid } : {}),
  });
  if (error) throw databaseError("finishing a booking request", error);
  ctx.log.info({ callId, uid }, "an open booking request was settled by looking");
}
