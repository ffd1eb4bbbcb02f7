import "server-only";
import { type CalClient, calClient } from "../../cal";
import type { CalBudget, CalPurpose, Permission } from "../../cal/budget";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { pause } from "../../utils/deadline";

/** A deployment has one key. */
const KEY = "cal";
/** Real time that a request may wait for its turn. Whoever is on the phone hears nothing meanwhile. */
const PATIENCE_MS: Readonly<Record<CalPurpose, number>> = {
  booking: 2000,
  availability: 500,
  background: 0,
};

type Parts = Pick<ServiceContext, "db" | "log">;

/**
 * The calendar, asked no more often than Cal.com allows to all processes together. A request that has no place within
 * its patience comes back as `rate_limited` without having been sent.
 *
 * @param ctx needs the service role.
 */
export function calendarFor(ctx: Parts, purpose: CalPurpose): CalClient {
  return calClient(calendarBudget(ctx, purpose));
}

/** The budget, kept in the database. When that fails, requests go out all the same: Cal.com has a limit of its own. */
export function calendarBudget(ctx: Parts, purpose: CalPurpose): CalBudget {
  const known = { limit: 0, remaining: 0 };
  return {
    take: async () => {
      try {
        const taken = await takeInTime(ctx, purpose);
        if (taken.isGranted) Object.assign(known, taken);
        return taken;
      } catch (error) {
        ctx.log.error({ error }, "the calendar's budget cannot be read");
        return { isGranted: true };
      }
    },
    learn: async (reading) => {
      const { limit = known.limit, remaining = known.remaining, isBlocked } = reading;
      // Mostly the headers say what is known: then the round trip is spared.
      if (!isBlocked && limit === known.limit && remaining >= known.remaining) return;
      const { error } = await ctx.db.rpc("learn_provider_budget", {
        p_key: KEY,
        // What is null in SQL, "not said", has no place in the generated types.
        p_limit: (reading.limit ?? null) as number,
        p_remaining: (reading.remaining ?? null) as number,
        p_reset_seconds: (reading.resetSeconds ?? null) as number,
        p_is_blocked: isBlocked,
      });
      if (error) ctx.log.error({ error }, "the calendar's budget cannot be written");
    },
  };
}

interface Granted extends Extract<Permission, { isGranted: true }> {
  readonly limit: number;
  readonly remaining: number;
}

async function takeInTime(
  ctx: Parts,
  purpose: CalPurpose,
): Promise<Granted | Extract<Permission, { isGranted: false }>> {
  const untilMs = Date.now() + PATIENCE_MS[purpose];
  for (;;) {
    const { data, error } = await ctx.db
      .rpc("take_provider_token", { p_key: KEY, p_priority: purpose })
      .single();
    if (error) throw databaseError("taking from the calendar's budget", error);
    const { wait_ms: waitMs, request_limit: limit, remaining } = data;
    if (waitMs === 0) return { isGranted: true, limit, remaining };
    if (Date.now() + waitMs > untilMs) {
      ctx.log.warn({ purpose, waitMs }, "the calendar's requests are used up");
      return { isGranted: false, retryAfterSeconds: Math.ceil(waitMs / 1000) };
    }
    await pause(waitMs);
  }
}
