import type { SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "./database.types";

export type Db = SupabaseClient<Database>;

/** Who acts: decides nothing by itself (the client's rights do), but stands in the timeline and the log. */
export type Actor =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "cron" }
  | { readonly kind: "vapi" }
  | { readonly kind: "cal" }
  | { readonly kind: "system" };

/** The part of a logger that services use; pino on the server, nothing but the console's shape in a browser. */
export interface ServiceLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What a service needs besides its input. Reads need only `db`; whatever decides or writes needs time and actor. */
export interface ServiceContext {
  readonly db: Db;
  readonly actor: Actor;
  readonly log: ServiceLog;
  /** Business time. */
  readonly now: () => Date;
}
