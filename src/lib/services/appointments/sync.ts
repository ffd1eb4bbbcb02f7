import "server-only";
import type { CalBooking } from "../../cal/schemas";
import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { calendarFor } from "../calendar/budget";
import { handleOpenEvents } from "./open-events";
import { settleOpenRequests } from "./open-requests";
import type { EventHandler, SyncRun } from "./sync-run";
import { applyChain, settleByAsking } from "./truth";

/** How many of each were dealt with, and which parts failed; the log says why. */
export interface SyncResult {
  readonly requests: number;
  readonly checks: number;
  readonly events: number;
  readonly changes: number;
  readonly failedParts: readonly string[];
}

const RUN_BUDGET_MS = 20_000;
const MINUTE_MS = 60_000;
const OVERLAP_MS = 10 * MINUTE_MS;
/** How far back the first run of a deployment looks. */
const FIRST_LOOK_MS = 30 * 24 * 60 * MINUTE_MS;
const PAGE_SIZE = 100;
const MOST_PAGES = 10;
const MOST_CHECKS = 20;

/**
 * Asks Cal.com for what its webhooks have not told, or not well enough. Harmless when repeated or when two runs overlap;
 * bounded in time and in requests; never throws.
 *
 * @param ctx needs the service role.
 */
export async function syncCalendar(
  ctx: ServiceContext,
  handleEvent: EventHandler,
): Promise<SyncResult> {
  const cal = calendarFor(ctx, "background");
  const run: SyncRun = { ctx, cal, stopAtMs: Date.now() + RUN_BUDGET_MS };
  const failedParts: string[] = [];
  const attempt = async (part: string, work: (run: SyncRun) => Promise<number>) => {
    try {
      return await work(run);
    } catch (error) {
      ctx.log.error({ error, part }, "a part of the calendar's sync failed");
      failedParts.push(part);
      return 0;
    }
  };
  // What somebody waits for comes first.
  const requests = await attempt("booking requests", settleOpenRequests);
  const checks = await attempt("checks", settleChecks);
  const events = await attempt("events", () => handleOpenEvents(run, handleEvent));
  const changes = await attempt("changes", syncChanges);
  ctx.log.info({ requests, checks, events, changes }, "calendar synced");
  return { requests, checks, events, changes, failedParts };
}

/** Appointments that somebody was not sure of. */
async function settleChecks({ ctx, cal, stopAtMs }: SyncRun): Promise<number> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select("id, cal_booking_uid, check_requested_at")
    .lt("check_requested_at", new Date(ctx.now().getTime() - MINUTE_MS).toISOString())
    .order("check_requested_at")
    .limit(MOST_CHECKS);
  if (error) throw databaseError("reading the appointments to check", error);
  let count = 0;
  for (const { id, cal_booking_uid: uid, check_requested_at: requestedAt } of data) {
    if (Date.now() >= stopAtMs) break;
    const truth = await settleByAsking(ctx, cal, uid);
    if (truth.type === "unreachable") throw new Error(truth.failure.message);
    const { error: failure } = await ctx.db
      .from("appointments")
      .update({ check_requested_at: null })
      .eq("id", id)
      .eq("check_requested_at", requestedAt ?? "");
    if (failure) throw databaseError("noting that an appointment was checked", failure);
    count += 1;
  }
  return count;
}

/** All bookings that were changed since the last run and a little before it. */
async function syncChanges({ ctx, cal, stopAtMs }: SyncRun): Promise<number> {
  let since = await readCursor(ctx);
  let skip = 0;
  let count = 0;
  for (let page = 1; page <= MOST_PAGES && Date.now() < stopAtMs; page += 1) {
    const changed = await cal.listChanges({ since, take: PAGE_SIZE, skip });
    if (!changed.ok) throw new Error(changed.message);
    count += await applyPage({ ctx, cal, stopAtMs }, changed.data);
    const newest = newestChange(changed.data);
    if (newest) await advanceCursor(ctx, newest);
    if (changed.data.length < PAGE_SIZE) break;
    // Going on from the newest change keeps pace with bookings that are changed while they are read.
    const isFurther = newest !== undefined && newest > since;
    skip = isFurther ? 0 : skip + changed.data.length;
    since = isFurther ? newest : since;
  }
  return count;
}

/** Applies what is news of a page; a booking that cannot be applied does not keep the others back. */
async function applyPage(run: SyncRun, page: readonly CalBooking[]): Promise<number> {
  const { ctx, cal } = run;
  const known = await readKnown(ctx, page);
  let count = 0;
  for (const { chain, isWhole } of chainsIn(page)) {
    if (isWhole && chain.every((booking) => isKnown(booking, known.get(booking.uid)))) continue;
    const [{ uid }] = chain;
    try {
      if (isWhole) await applyChain(ctx, chain);
      else {
        const truth = await settleByAsking(ctx, cal, uid);
        if (truth.type === "unreachable") throw new Error(truth.failure.message);
      }
      count += chain.length;
    } catch (error) {
      ctx.log.error({ error, uid }, "a booking of the calendar could not be applied");
    }
  }
  return count;
}

interface Chain {
  readonly chain: readonly [CalBooking, ...CalBooking[]];
  /** False when the last one was replaced by a booking that is not on this page. */
  readonly isWhole: boolean;
}

/** The bookings of a page, each together with those on it that have replaced it. */
function chainsIn(page: readonly CalBooking[]): Chain[] {
  const byUid = new Map(page.map((booking) => [booking.uid, booking]));
  const firsts = page.filter(({ rescheduledFromUid: from }) => !from || !byUid.has(from));
  return firsts.map((first) => {
    const chain: [CalBooking, ...CalBooking[]] = [first];
    let nextUid = first.rescheduledToUid;
    for (let next = byUid.get(nextUid ?? ""); next; next = byUid.get(nextUid ?? "")) {
      chain.push(next);
      nextUid = chain.length < page.length ? next.rescheduledToUid : undefined;
    }
    return { chain, isWhole: !nextUid };
  });
}

type Known = Pick<
  Tables<"appointments">,
  "cal_booking_uid" | "status" | "start_time" | "last_event_at" | "is_no_show"
>;

async function readKnown(
  ctx: ServiceContext,
  page: readonly CalBooking[],
): Promise<ReadonlyMap<string, Known>> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select("cal_booking_uid, status, start_time, last_event_at, is_no_show")
    .in(
      "cal_booking_uid",
      page.map(({ uid }) => uid),
    );
  if (error) throw databaseError("reading what is known of bookings", error);
  return new Map(data.map((row) => [row.cal_booking_uid, row]));
}

/** Whether a booking is no news: runs overlap, and mostly its webhook has come. */
function isKnown(booking: CalBooking, has: Known | undefined): boolean {
  if (!has || !booking.updatedAt) return false;
  const status = booking.rescheduledToUid ? "rescheduled" : booking.status;
  const isAbsent = booking.attendees?.[0]?.absent ?? false;
  return (
    has.status === status &&
    has.is_no_show === isAbsent &&
    Date.parse(has.start_time) === booking.start.getTime() &&
    Date.parse(has.last_event_at) >= booking.updatedAt.getTime()
  );
}

function newestChange(page: readonly CalBooking[]): Date | undefined {
  const times = page.flatMap(({ updatedAt }) => (updatedAt ? [updatedAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

async function readCursor(ctx: ServiceContext): Promise<Date> {
  const { data, error } = await ctx.db.rpc("calendar_synced_until", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
  });
  if (error) throw databaseError("reading how far the calendar was synced", error);
  // Null before the first run, whatever the generated type says.
  const until: string | null = data;
  return until
    ? new Date(Date.parse(until) - OVERLAP_MS)
    : new Date(ctx.now().getTime() - FIRST_LOOK_MS);
}

async function advanceCursor(ctx: ServiceContext, until: Date): Promise<void> {
  const { error } = await ctx.db.rpc("advance_calendar_sync", {
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_synced_until: until.toISOString(),
  });
  if (error) throw databaseError("noting how far the calendar was synced", error);
}
