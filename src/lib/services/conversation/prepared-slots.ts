import type { CalOpening } from "../../cal";
import type { CalPurpose } from "../../cal/budget";
import type { ServiceContext } from "../../context";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { pause, within } from "../../utils/deadline";
import { endOfHorizon } from "../../utils/slots";
import { calendarFor } from "../calendar/budget";
import { loadTalk, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/** Old enough that it is fetched again behind the next answer. */
const REFRESH_AFTER_MS = 20_000;
/** Young enough to be offered without asking. */
const FRESH_MS = 90_000;
/** Young enough to be offered when Cal.com does not answer: booking asks again in any case. */
const USABLE_MS = 30 * 60_000;
/** Longer than asking Cal.com may take: after it, somebody else may ask. */
const LEASE_MS = 10_000;
const POLL_MS = 100;
/** What is left of the time to answer must do for the rest. */
const RESERVE_MS = 400;
const MINUTE_MS = 60_000;
/** Where Cal.com does not say how long a slot is. */
const DEFAULT_SLOT_MINUTES = 30;

export interface FreeTimes {
  readonly times: readonly Date[];
  readonly slotMinutes: number;
}

/**
 * The calendar's free times from now to the end of the team's horizon, from what has been prepared where that is young
 * enough; undefined when nobody can tell in time.
 */
export async function freeTimes(run: ToolRun, talk: Talk): Promise<FreeTimes | undefined> {
  const { ctx } = run;
  const ageMs = ageOf(talk);
  if (ageMs <= FRESH_MS) {
    if (ageMs > REFRESH_AFTER_MS) run.defer(() => refreshSlots(ctx, "background"));
    return timesOf(ctx, talk);
  }
  const refreshed = await awaitRefresh(run, talk);
  if (refreshed) return timesOf(ctx, refreshed);
  return ageMs <= USABLE_MS ? timesOf(ctx, talk) : undefined;
}

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

/** Waits for an answer of Cal.com, whoever asked for it, as long as there is time. */
async function awaitRefresh(run: ToolRun, talk: Talk): Promise<Talk | undefined> {
  const { ctx } = run;
  for (;;) {
    const leftMs = run.untilMs - RESERVE_MS - performance.now();
    if (leftMs <= 0) return undefined;
    const refresh = refreshSlots(ctx, "availability");
    run.defer(() => refresh);
    if (!(await run.outside(within(refresh, leftMs)))) return undefined;
    const current = await loadTalk(ctx, talk.callId);
    if (!current || ageOf(current) <= FRESH_MS) return current;
    await run.outside(pause(POLL_MS));
  }
}

function ageOf({ prepared }: Talk): number {
  return prepared?.fetchedAt ? Date.now() - prepared.fetchedAt.getTime() : Number.POSITIVE_INFINITY;
}

function timesOf(ctx: ServiceContext, talk: Talk): FreeTimes {
  const now = ctx.now();
  const end = endOfHorizon(now, talk.horizonDays, talk.timeZone);
  const starts = new Map(talk.prepared?.starts.map((start) => [start.getTime(), start]));
  // On offer in this call, and therefore hidden from everybody's view of the calendar.
  for (const start of talk.heldByUs) starts.set(start.getTime(), start);
  const times = [...starts.values()]
    // Cal.com has been seen to answer with times outside the range that was asked for.
    .filter((start) => start > now && start <= end)
    .sort((a, b) => a.getTime() - b.getTime());
  return { times, slotMinutes: talk.prepared?.slotMinutes ?? DEFAULT_SLOT_MINUTES };
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
