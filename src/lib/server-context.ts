import "server-only";
import { businessNow } from "./business-clock";
import type { Actor, ServiceContext } from "./context";
import { createLog } from "./log";
import { createServiceClient } from "./supabase";

/** A context with the service role, for a door that has checked its own credential. */
export function createServiceContext(scope: string, actor: Actor): ServiceContext {
  return { db: createServiceClient(), actor, log: createLog(scope), now: businessNow };
}
