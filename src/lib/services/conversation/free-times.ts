import type { ServiceContext } from "../../context";
import { pause, within } from "../../utils/deadline";
import { endOfHorizon } from "../../utils/slots";
import { DEFAULT_SLOT_MINUTES, REFRESH_AFTER_MS, refreshSlots } from "../calendar/prepared-slots";
import { loadTalk, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/** Young enough to be offered without asking. */
const FRESH_MS = 90_000;
/** Young enough to be offered when Cal.com does not answer: booking asks again in any case. */
const USABLE_MS = 30 * 60_000;
const POLL_MS = 100;
/** What is left of the time to answer must do for the rest. */
const RESERVE_MS = 400;

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
  for (const start of talk.reservedByUs) starts.set(start.getTime(), start);
  const times = [...starts.values()]
    // Cal.com has been seen to answer with times outside the range that was asked for.
    .filter((start) => start > now && start <= end)
    .sort((a, b) => a.getTime() - b.getTime());
  return { times, slotMinutes: talk.prepared?.slotMinutes ?? DEFAULT_SLOT_MINUTES };
}
