import type { Db } from "../context";
import { AppError, databaseError } from "../errors";

interface RequestLimit {
  /** What is counted, for example `door:vapi` or `login:203.0.113.9`. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/**
 * Counts one request against a limit that holds across all instances (real time, fixed windows).
 *
 * @throws AppError `too_many_requests` with the seconds until the window ends.
 */
export async function enforceRequestLimit(db: Db, limit: RequestLimit): Promise<void> {
  const { data, error } = await db
    .rpc("hit_request_limit", {
      p_key: limit.key,
      p_limit: limit.limit,
      p_window_seconds: limit.windowSeconds,
    })
    .single();
  if (error) throw databaseError("counting a request", error);
  if (data.is_allowed) return;
  throw new AppError("too_many_requests", `limit reached for ${limit.key}`, {
    userMessage: `Too many requests. Try again in ${data.retry_after_seconds} seconds.`,
    retryAfterSeconds: data.retry_after_seconds,
  });
}
