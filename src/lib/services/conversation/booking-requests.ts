import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { pause } from "../../utils/deadline";
import type { Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/** What is to be booked, or moved there. */
export interface WantedTime {
  readonly kind: Database["public"]["Enums"]["booking_request_kind"];
  readonly start: Date;
  readonly slotMinutes: number;
  /** The booking that moves. */
  readonly previousUid?: string;
}

export type TimeRequest =
  /** Only this caller may ask the calendar. */
  | { readonly type: "mine" }
  /** It has been done, for another use of the tool in this call. */
  | { readonly type: "done"; readonly uid: string }
  /** Somebody is at it, or was and never told what came of it. */
  | { readonly type: "open" };

const POLL_MS = 200;
/** How long the result of somebody else is waited for; the answer does not wait so long. */
const PATIENCE_MS = 20_000;
/** Longer than the slowest booking takes: two requests of 15 s, with look-ups. */
const LOCK_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * Asks for the right to book a time, or to move a demo there. One use of a tool in one call gets it, and one call at a
 * time for times that overlap; whoever does not get it waits for what the other does.
 */
export async function requestTime(
  run: ToolRun,
  talk: Talk,
  wanted: WantedTime,
): Promise<TimeRequest> {
  const patientUntilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const row = await askOnce(run.ctx, talk, wanted);
    if (row.is_mine) return { type: "mine" };
    if (row.state === "booked" && row.cal_booking_uid) {
      return { type: "done", uid: row.cal_booking_uid };
    }
    if (performance.now() >= patientUntilMs) return { type: "open" };
    await run.outside(pause(POLL_MS));
  }
}

/** Without a uid the request has failed, and the time may be requested again. */
export async function finishRequest(
  ctx: ServiceContext,
  talk: Talk,
  start: Date,
  uid?: string,
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_booking_request", {
    p_call_id: talk.callId,
    p_start_at: start.toISOString(),
    p_now: ctx.now().toISOString(),
    ...(uid ? { p_cal_booking_uid: uid } : {}),
  });
  if (error) throw databaseError("finishing a booking request", error);
}

async function askOnce(ctx: ServiceContext, talk: Talk, wanted: WantedTime) {
  const { start, kind, slotMinutes, previousUid } = wanted;
  const wallMs = Date.now();
  const { data, error } = await ctx.db
    .rpc("request_booking", {
      p_call_id: talk.callId,
      p_kind: kind,
      p_start_at: start.toISOString(),
      p_end_at: new Date(start.getTime() + slotMinutes * MINUTE_MS).toISOString(),
      p_previous_uid: previousUid ?? "",
      p_now: ctx.now().toISOString(),
      p_wall_now: new Date(wallMs).toISOString(),
      p_lock_until: new Date(wallMs + LOCK_MS).toISOString(),
    })
    .single();
  if (error) throw databaseError("requesting a booking", error);
  return data;
}
