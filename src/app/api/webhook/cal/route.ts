import { createHash } from "node:crypto";
import type { ServiceContext } from "@/lib/context";
import type { Json } from "@/lib/database.types";
import { getEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { readBody, route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import {
  concludeEvent,
  type ReceivedEvent,
  receiveEvent,
  rejectDelivery,
} from "@/lib/services/webhook-events";
import { isNestedTooDeep } from "@/lib/utils/json-text";
import { handleEvent } from "./handle";
import { type CalEvent, parseDelivery } from "./schema";
import { SIGNATURE_HEADER, verifySignature } from "./verify";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 30;

const MAX_BYTES = 256 * 1024;
// Several counters, so that deliveries do not queue up for one row: some 24,000 a minute are taken.
const COUNTERS = 16;
const REQUESTS_PER_COUNTER_AND_MINUTE = 1500;

/**
 * Takes Cal.com's events. It retries 408, 429 and 5xx, takes other refusals as final, and switches a subscription off
 * at 410, which is therefore never answered.
 */
export const POST = route("webhook:cal", async (request) => {
  const rawBody = await readBody(request, MAX_BYTES);
  const signature = request.headers.get(SIGNATURE_HEADER);
  const verdict = verifySignature(rawBody, signature, getEnv().CAL_WEBHOOK_SECRET);
  if (!verdict.ok) {
    throw new AppError("unauthenticated", verdict.reason, {
      userMessage: "The signature is missing or wrong.",
    });
  }

  const ctx = createServiceContext("webhook:cal", { kind: "cal" });
  await enforceRequestLimit(ctx.db, {
    key: `door:cal:${Math.floor(Math.random() * COUNTERS)}`,
    limit: REQUESTS_PER_COUNTER_AND_MINUTE,
    windowSeconds: 60,
  });
  const json = parseJson(rawBody);
  const delivery = parseDelivery(json);
  if (!delivery.ok) return await refuse(ctx, rawBody, delivery.reason);
  return await take(ctx, rawBody, json as Json, delivery.event);
});

async function take(
  ctx: ServiceContext,
  rawBody: string,
  payload: Json,
  event: CalEvent,
): Promise<Response> {
  const type = event.trigger;
  // Cal.com sends no id. Two deliveries are one event when their bodies are equal, as those of a retry are and mostly
  // those of a second subscription. Less than the body will not do: events of one booking in one millisecond differ in
  // nothing else, and dropping one of them would do harm, while handling one twice does none.
  const key = `${type}:${hashOf(rawBody)}`;
  let received: ReceivedEvent;
  try {
    received = await receiveEvent(ctx, { source: "cal", key, type, payload });
  } catch (error) {
    if (isBadData(error)) return await refuse(ctx, rawBody, "it holds text that cannot be stored");
    throw error;
  }
  if (received.isDone) return Response.json({ status: "already handled" });
  try {
    const conclusion = await handleEvent(ctx, event);
    await concludeEvent(ctx, received.id, conclusion);
    ctx.log.info({ eventId: received.id, type, ...conclusion }, "event handled");
    return Response.json({ status: conclusion.state });
  } catch (error) {
    return await giveUp(ctx, received.id, error);
  }
}

/** What can never be used is refused for good; anything else is left for a retry, of Cal.com's or by the sync. */
async function giveUp(ctx: ServiceContext, eventId: string, error: unknown): Promise<Response> {
  const isFinal = isBadData(error);
  const reason = error instanceof Error ? error.message : String(error);
  try {
    await concludeEvent(ctx, eventId, { state: isFinal ? "rejected" : "failed", reason });
  } catch (concluding) {
    ctx.log.error({ eventId, error: concluding }, "the event's failure could not be recorded");
  }
  if (isPassing(error)) throw error;
  const options = { context: { eventId }, cause: error };
  if (!isFinal) throw new AppError("internal", "a Cal.com event could not be handled", options);
  throw new AppError("bad_request", "a Cal.com event holds impossible data", {
    ...options,
    userMessage: "The event holds data that cannot be stored.",
  });
}

async function refuse(ctx: ServiceContext, rawBody: string, reason: string): Promise<Response> {
  await rejectDelivery(ctx, {
    source: "cal",
    key: `unusable:${hashOf(rawBody)}`,
    rawBody,
    reason,
  });
  throw new AppError("bad_request", `unusable body: ${reason}`, {
    userMessage: `The body cannot be used: ${reason.slice(0, 500)}`,
  });
}

function isBadData(error: unknown): boolean {
  return error instanceof AppError && error.code === "bad_request";
}

/** Cal.com could not be asked now; the answer says so, and when to come back. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.code === "unavailable" || error.code === "too_many_requests")
  );
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Undefined when the text is no JSON, or nested as no event is: none has that shape. */
function parseJson(text: string): unknown {
  if (isNestedTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
