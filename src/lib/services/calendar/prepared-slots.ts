import type { CalOpening } from "../../cal";
import type { CalPurpose } from "../../cal/budget";
import type { ServiceContext } from "../../context";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { endOfHorizon } from "../../utils/slots";
import { calendarFor } from "./budget";

/** Old enough to be fetched again. */
export const REFRESH_AFTER_MS = 20_000;
/** Where Cal.com does not say how long a slot is. */
export const DEFAULT_SLOT_MINUTES = 30;

/** Longer than asking Cal.com may take: after it, somebody else may ask. */
const LEASE_MS = 10_000;
const MINUTE_MS = 60_000;

/**
 * Asks Cal.com for the free times and keeps them for whoever needs them next. Does nothing while somebody else asks, or
 * when what is there is new.
 *
 * @returns false when Cal.com could not be asked.
 */
export async function refreshSlots(ctx: ServiceContext, purpose: CalPurpose): Promise<boolean> {
  const askedAt = new Date();
  const lease = new Date(askedAt.getTime() + LEASE_MS).toISOString();
  const days = await claimRefresh(ctx, askedAt, lease);
  if (days === null) return true;
  const now = ctx.now();
  // A day more: the last local day of the horizon ends at another instant in each zone.
  const end = endOfHorizon(now, days + 1, "UTC");
  const isStored = await fetchAndStore(ctx, { now, end, askedAt, purpose });
  if (!isStored) await endRefresh(ctx, lease);
  return isStored;
}

/** A time that was just booked, or found to be taken, is not offered again before Cal.com offers it. */
export async function forgetSlot(ctx: ServiceContext, start: Date): Promise<void> {
  const { error } = await ctx.db.rpc("forget_slot", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_start: start.toISOString(),
  });
  if (error) throw databaseError("forgetting a time", error);
}

async function claimRefresh(
  ctx: ServiceContext,
  wallNow: Date,
  lease: string,
): Promise<number | null> {
  const { data, error } = await ctx.db.rpc("claim_slot_refresh", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_fetched_before: new Date(wallNow.getTime() - REFRESH_AFTER_MS).toISOString(),
    p_wall_now: wallNow.toISOString(),
    p_lease_until: lease,
  });
  if (error) throw databaseError("claiming a refresh of the free times", error);
  return data;
}

interface Fetch {
  readonly now: Date;
  readonly end: Date;
  readonly askedAt: Date;
  readonly purpose: CalPurpose;
}

async function fetchAndStore(ctx: ServiceContext, fetch: Fetch): Promise<boolean> {
  const { now, end, askedAt, purpose } = fetch;
  const answer = await calendarFor(ctx, purpose).getOpenings({ start: now, end, timeZone: "UTC" });
  if (!answer.ok) {
    ctx.log.warn({ kind: answer.kind, reason: answer.message }, "free times could not be fetched");
    return false;
  }
  const { error } = await ctx.db.rpc("store_slots", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_starts: answer.data.map(({ start }) => start.toISOString()),
    p_slot_minutes: minutesOf(answer.data),
    p_range_end: end.toISOString(),
    p_fetched_at: askedAt.toISOString(),
  });
  if (error) throw databaseError("keeping the free times", error);
  return true;
}

function minutesOf(openings: readonly CalOpening[]): number {
  const told = openings.find(({ end }) => end !== undefined);
  if (!told?.end) return DEFAULT_SLOT_MINUTES;
  return Math.max(1, Math.round((told.end.getTime() - told.start.getTime()) / MINUTE_MS));
}

async function endRefresh(ctx: ServiceContext, lease: string): Promise<void> {
  const { error } = await ctx.db.rpc("end_slot_refresh", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_lease_until: lease,
  });
  if (error) throw databaseError("ending a refresh of the free times", error);
}
