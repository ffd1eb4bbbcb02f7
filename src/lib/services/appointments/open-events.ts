import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { type Conclusion, concludeEvent } from "../webhook-events";
import type { EventHandler, SyncRun } from "./sync-run";

interface OpenEvent {
  readonly id: string;
  readonly payload: Json;
}

const MOST_EVENTS = 50;
const MINUTE_MS = 60_000;
/** What has failed for so long needs a person. */
const LONGEST_TRY_MS = 3 * 24 * 60 * MINUTE_MS;

/** Events of Cal.com that were kept, but never handled to the end. */
export async function handleOpenEvents(run: SyncRun, handle: EventHandler): Promise<number> {
  const { ctx } = run;
  let count = 0;
  for (const event of await listOpenEvents(ctx)) {
    if (Date.now() >= run.stopAtMs) break;
    const conclusion = await handleAgain(ctx, handle, event);
    await concludeEvent(ctx, event.id, conclusion);
    if (conclusion.state !== "failed") count += 1;
  }
  return count;
}

async function listOpenEvents(ctx: ServiceContext): Promise<OpenEvent[]> {
  const nowMs = ctx.now().getTime();
  const { data, error } = await ctx.db
    .from("webhook_events")
    .select("id, payload")
    .eq("source", "cal")
    .in("state", ["received", "failed"])
    .lt("received_at", new Date(nowMs - MINUTE_MS).toISOString())
    .gt("received_at", new Date(nowMs - LONGEST_TRY_MS).toISOString())
    .order("received_at")
    .limit(MOST_EVENTS);
  if (error) throw databaseError("reading the open events", error);
  return data.flatMap(({ id, payload }) => (payload === null ? [] : [{ id, payload }]));
}

async function handleAgain(
  ctx: ServiceContext,
  handle: EventHandler,
  { id, payload }: OpenEvent,
): Promise<Conclusion> {
  try {
    return await handle(ctx, payload);
  } catch (error) {
    const isFinal = error instanceof AppError && error.code === "bad_request";
    ctx.log[isFinal ? "info" : "warn"]({ error, eventId: id }, "an event failed again");
    const reason = error instanceof Error ? error.message : String(error);
    return { state: isFinal ? "rejected" : "failed", reason };
  }
}
