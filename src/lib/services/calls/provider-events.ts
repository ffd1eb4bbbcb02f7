import { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { type CallReportMessage, interpretReport } from "./report";

/** One message of the voice provider, as it is stored, with what ties it to a call. */
export interface ProviderDelivery {
  /** Equal for two deliveries of one message. */
  readonly key: string;
  readonly type: string;
  /** Without secrets. */
  readonly payload: Json;
  readonly providerCallId: string | undefined;
  /** Our own id, as it came back in the provider's metadata. */
  readonly callId: string | undefined;
  /** Secret addresses by which one can listen to the call and step into it. */
  readonly listenUrl: string | undefined;
  readonly controlUrl: string | undefined;
  /** The version of the assistant that the call runs with, by its own word. */
  readonly assistantVersion: string | undefined;
}

export type ProviderMessage =
  | { readonly kind: "status"; readonly status: string }
  | { readonly kind: "report"; readonly report: CallReportMessage }
  /** A finished line is kept; words are only passed on to those who watch. */
  | { readonly kind: "line" | "words"; readonly line: SpokenLine }
  | { readonly kind: "ignore"; readonly reason: string };

export interface SpokenLine {
  readonly role: "assistant" | "user";
  readonly text: string;
  /** By the provider's clock. */
  readonly at: Date | undefined;
}

const takenSchema = z.object({
  retry_after_seconds: z.number().optional(),
  call_id: z.string().nullish(),
  is_foreign: z.boolean().optional(),
  is_done: z.boolean().optional(),
  outcome: z.string().nullish(),
});

export interface TakenEvent {
  readonly callId: string | undefined;
  /** True when an earlier delivery of the same message was handled to the end. */
  readonly isRepeated: boolean;
}

/**
 * Stores a message and applies it, in one transaction: harmless when repeated, late or out of order. A message that
 * cannot be applied is kept as failed, and the provider sends it again.
 *
 * @throws AppError `too_many_requests`; whatever the database says otherwise.
 */
export async function takeProviderEvent(
  ctx: ServiceContext,
  delivery: ProviderDelivery,
  message: ProviderMessage,
): Promise<TakenEvent> {
  const now = ctx.now().toISOString();
  const event = { ...toEvent(delivery), ...detailsOf(message, now) };
  const { data, error } = await ctx.db.rpc("take_provider_event", { p_event: event, p_now: now });
  if (error) {
    const failure = databaseError("taking a provider's message", error);
    if (message.kind !== "words") await keepAsFailed(ctx, event, failure.message);
    throw failure;
  }
  const taken = takenSchema.parse(data);
  refuseAboveLimit(taken.retry_after_seconds);
  warnOfForeign(ctx, delivery, taken.is_foreign);
  if (taken.outcome) {
    ctx.log.info({ callId: taken.call_id, outcome: taken.outcome }, "call settled");
  }
  return { callId: taken.call_id ?? undefined, isRepeated: taken.is_done ?? false };
}

/** The part of an event that all kinds of messages have, as the database reads it. */
export function toEvent(delivery: ProviderDelivery): { readonly [key: string]: Json } {
  return {
    key: delivery.key,
    type: delivery.type,
    payload: delivery.payload,
    provider_call_id: delivery.providerCallId ?? null,
    call_id: delivery.callId ?? null,
    listen_url: delivery.listenUrl ?? null,
    control_url: delivery.controlUrl ?? null,
    assistant_version: delivery.assistantVersion ?? null,
  };
}

/** @throws AppError when the door has let in as much as it does in a minute. */
export function refuseAboveLimit(retryAfterSeconds: number | undefined): void {
  if (retryAfterSeconds === undefined) return;
  throw new AppError("too_many_requests", "limit reached for the Vapi door", {
    userMessage: `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}

/** Two calls of the provider for one of ours would mean that somebody was dialled twice: a person has to know. */
export function warnOfForeign(
  ctx: ServiceContext,
  { callId, providerCallId }: ProviderDelivery,
  isForeign: boolean | undefined,
): void {
  if (!isForeign) return;
  ctx.log.error(
    { callId, providerCallId },
    "a second provider call carries the id of a call that already has one",
  );
}

function detailsOf(message: ProviderMessage, now: string): { readonly [key: string]: Json } {
  switch (message.kind) {
    case "status":
      return { kind: message.kind, status: message.status };
    case "report":
      return { kind: message.kind, report: interpretReport(message.report, now) };
    case "line":
    case "words": {
      const { role, text, at } = message.line;
      const isFinal = message.kind === "line";
      return { kind: message.kind, line: { role, text, at: at?.toISOString() ?? null, isFinal } };
    }
    case "ignore":
      return { kind: message.kind, reason: message.reason };
    default:
      return message satisfies never;
  }
}

async function keepAsFailed(ctx: ServiceContext, event: Json, reason: string): Promise<void> {
  const { error } = await ctx.db.rpc("fail_provider_event", {
    p_event: event,
    p_reason: reason,
    p_now: ctx.now().toISOString(),
  });
  if (error) ctx.log.error({ error }, "a failed message could not be kept");
}
