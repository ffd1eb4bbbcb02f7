import { type CalClient, calClient } from "../../cal";
import type { CalResult } from "../../cal/failures";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { endOfHorizon } from "../../utils/slots";
import type { SpokenSlot } from "../../utils/speech";
import type { Talk } from "./talk";

export const MOST_OFFERED = 3;

/** The calendar's free times from now to the end of the team's horizon. */
export async function freeTimes(
  talk: Talk,
  now: Date,
  cal: CalClient = calClient(),
): Promise<CalResult<Date[]>> {
  const end = endOfHorizon(now, talk.horizonDays, talk.timeZone);
  const slots = await cal.getSlots({ start: now, end, timeZone: talk.timeZone });
  if (!slots.ok) return slots;
  // Cal.com has been seen to answer with times outside the range that was asked for.
  return { ok: true, data: slots.data.filter((slot) => slot > now && slot <= end) };
}

/** Gives times their codes for this call. A time that was offered before keeps its code. */
export async function codeTimes(
  ctx: ServiceContext,
  talk: Talk,
  times: readonly Date[],
): Promise<SpokenSlot[]> {
  const { data, error } = await ctx.db.rpc("offer_slots", {
    p_call_id: talk.callId,
    p_starts: times.map((time) => time.toISOString()),
    p_timezone: talk.timeZone,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("offering times", error);
  return data.map((row) => ({ code: row.code, startAt: new Date(row.start_at) }));
}

/** The instant behind a code of this call. The model's spelling varies: "s1", "slot S1". */
export async function offeredTime(
  ctx: ServiceContext,
  talk: Talk,
  code: string,
): Promise<Date | undefined> {
  const spelled = /^(?:slot)?\s*([a-z0-9]+)$/i.exec(code.trim())?.[1]?.toUpperCase();
  if (!spelled) return undefined;
  const { data, error } = await ctx.db
    .from("slot_offers")
    .select("start_at")
    .eq("call_id", talk.callId)
    .eq("code", spelled)
    .maybeSingle();
  if (error) throw databaseError("reading an offered time", error);
  return data ? new Date(data.start_at) : undefined;
}
