import "server-only";
import type { Actor, ServiceContext } from "./context";
import { getEnv } from "./env";
import { createLog } from "./log";
import { createServiceClient } from "./supabase";
import { createClock } from "./utils/clock";

/** The business clock of this deployment. */
export function businessNow(): Date {
  return createClock(getEnv().BUSINESS_CLOCK).now();
}

/** A context with the service role, for a door that has checked its own credential. */
export function createServiceContext(scope: string, actor: Actor): ServiceContext {
  return { db: createServiceClient(), actor, log: createLog(scope), now: businessNow };
}
