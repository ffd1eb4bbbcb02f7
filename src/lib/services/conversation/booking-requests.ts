import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { pause } from "../../utils/deadline";
import type { Talk } from "./talk";

type RequestState = Database["public"]["Enums"]["booking_request_state"];

const POLL_MS = 250;

/** True for exactly one caller per slot and call: only that one may ask the calendar to book. */
export async function requestBooking(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
): Promise<{ readonly isMine: boolean; readonly state: RequestState }> {
  const { data, error } = await ctx.db
    .rpc("request_booking", {
      p_call_id: talk.callId,
      p_start_at: start.toISOString(),
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (error) throw databaseError("requesting a booking", error);
  return { isMine: data.is_mine, state: data.state };
}

/** Without a uid the request has failed, and the slot may be requested again. */
export async function finishBookingRequest(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
  uid?: string,
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_booking_request", {
    p_call_id: talk.callId,
    p_start_at: start.toISOString(),
    ...(uid ? { p_cal_booking_uid: uid } : {}),
  });
  if (error) throw databaseError("finishing a booking request", error);
}

/** Waits for the one who books this slot right now; `requested` when it is still at it after `patienceMs`. */
export async function awaitBookingRequest(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
  patienceMs: number,
): Promise<RequestState> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const { data, error } = await ctx.db
      .from("booking_requests")
      .select("state")
      .eq("call_id", talk.callId)
      .eq("start_at", start.toISOString())
      .single();
    if (error) throw databaseError("reading a booking request", error);
    if (data.state !== "requested" || Date.now() >= untilMs) return data.state;
    await pause(POLL_MS);
  }
}
