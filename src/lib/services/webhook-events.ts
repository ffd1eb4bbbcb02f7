import type { ServiceContext } from "../context";
import type { Database, Json } from "../database.types";
import { databaseError } from "../errors";

export type WebhookSource = Database["public"]["Enums"]["webhook_source"];

export interface ReceivedEvent {
  readonly id: string;
  /** True when an earlier delivery of the same event was handled to the end. */
  readonly isDone: boolean;
}

interface Delivery {
  readonly source: WebhookSource;
  /** Equal for two deliveries of one event. */
  readonly key: string;
  readonly type: string;
  readonly payload: Json;
}

/** Stores an authenticated delivery, once per key, before anything is done with it. */
export async function receiveEvent(
  ctx: ServiceContext,
  delivery: Delivery,
): Promise<ReceivedEvent> {
  const { data, error } = await ctx.db
    .rpc("receive_webhook_event", {
      p_source: delivery.source,
      p_event_key: delivery.key,
      p_type: delivery.type,
      p_payload: delivery.payload,
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (error) throw databaseError("storing a webhook event", error);
  return { id: data.event_id, isDone: data.is_done };
}

/** What became of an event. */
export interface Conclusion {
  readonly state: "processed" | "ignored" | "rejected" | "failed";
  readonly reason?: string;
  readonly teamId?: string | undefined;
}

/** Writes what became of an event. */
export async function concludeEvent(
  ctx: ServiceContext,
  eventId: string,
  conclusion: Conclusion,
): Promise<void> {
  const { error } = await ctx.db
    .from("webhook_events")
    .update({
      state: conclusion.state,
      reason: conclusion.reason?.slice(0, 1000) ?? null,
      handled_at: ctx.now().toISOString(),
      ...(conclusion.teamId ? { team_id: conclusion.teamId } : {}),
    })
    .eq("id", eventId);
  if (error) throw databaseError("concluding a webhook event", error);
}

interface UnusableDelivery {
  readonly source: WebhookSource;
  readonly key: string;
  readonly rawBody: string;
  readonly reason: string;
}

const KEPT_CHARACTERS = 65_536;

/** Keeps an authenticated delivery whose body could not be used, so that somebody can find out why. */
export async function rejectDelivery(
  ctx: ServiceContext,
  delivery: UnusableDelivery,
): Promise<void> {
  const { error } = await ctx.db.from("webhook_events").upsert(
    {
      source: delivery.source,
      event_key: delivery.key,
      type: "unusable",
      state: "rejected",
      reason: delivery.reason.slice(0, 1000),
      // PostgreSQL text cannot hold NUL.
      raw_body: delivery.rawBody.replaceAll("\0", "\uFFFD").slice(0, KEPT_CHARACTERS),
      received_at: ctx.now().toISOString(),
      handled_at: ctx.now().toISOString(),
    },
    { onConflict: "source,event_key", ignoreDuplicates: true },
  );
  if (error) throw databaseError("keeping a rejected delivery", error);
}
