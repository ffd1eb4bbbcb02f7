import { databaseError } from "../../errors";
import type { SpokenSlot } from "../../utils/speech";
import { reserveAtCal } from "./holds";
import type { Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/** As long as Cal.com keeps a reservation. A time that is offered again is held anew. */
const HOLD_MS = 5 * 60_000;

/**
 * Offers times: holds them for this call, so that they are offered to nobody else meanwhile, and gives them their
 * codes. What another call has got hold of first is left out, unless `mayShare`.
 */
export async function offerTimes(
  run: ToolRun,
  talk: Talk,
  times: readonly Date[],
  mayShare: boolean,
): Promise<SpokenSlot[]> {
  const { ctx } = run;
  const now = ctx.now();
  const { data, error } = await ctx.db.rpc("offer_slots", {
    p_call_id: talk.callId,
    p_starts: times.map((time) => time.toISOString()),
    p_timezone: talk.timeZone,
    p_may_share: mayShare,
    p_held_until: new Date(now.getTime() + HOLD_MS).toISOString(),
    p_now: now.toISOString(),
  });
  if (error) throw databaseError("offering times", error);
  const isNew = mayShare ? [] : data.filter((row) => row.is_new_hold);
  if (isNew.length > 0) {
    const starts = isNew.map((row) => new Date(row.start_at));
    run.defer(() => reserveAtCal(ctx, talk.callId, starts));
  }
  return data.map((row) => ({ code: row.code, startAt: new Date(row.start_at) }));
}

/** The instant behind a code of this call. The model's spelling varies: "s1", "slot S1". */
export function offeredTime(talk: Talk, code: string): Date | undefined {
  const spelled = /^(?:slot)?\s*([a-z0-9]+)$/i.exec(code.trim())?.[1]?.toUpperCase();
  return talk.offers.find((offer) => offer.code === spelled)?.startAt;
}

/** Times that may be offered, and whether all of them are on offer in other calls already. */
export function offerable(
  talk: Talk,
  times: readonly Date[],
): { readonly times: readonly Date[]; readonly mayShare: boolean } {
  const held = new Set(talk.heldByOthers.map((time) => time.getTime()));
  const unheld = times.filter((time) => !held.has(time.getTime()));
  return unheld.length > 0 ? { times: unheld, mayShare: false } : { times, mayShare: true };
}
