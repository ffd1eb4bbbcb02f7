import { createHash } from "node:crypto";
import type { ServiceContext } from "@/lib/context";
import type { Json } from "@/lib/database.types";
import { getEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { readBody, route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { applyBooking, markNoShow } from "@/lib/services/appointments/apply";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import {
  concludeEvent,
  type ReceivedEvent,
  receiveEvent,
  rejectDelivery,
} from "@/lib/services/webhook-events";
import { interpret } from "./interpret";
import { type CalEvent, parseDelivery } from "./schema";
import { SIGNATURE_HEADER, verifySignature } from "./verify";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 30;

const MAX_BYTES = 256 * 1024;
const REQUESTS_PER_MINUTE = 600;

type Conclusion = Parameters<typeof concludeEvent>[2];

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
    key: "door:cal",
    limit: REQUESTS_PER_MINUTE,
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
    const conclusion = await handle(ctx, event);
    await concludeEvent(ctx, received.id, conclusion);
    ctx.log.info({ eventId: received.id, type, ...conclusion }, "event handled");
    return Response.json({ status: conclusion.state });
  } catch (error) {
    return await giveUp(ctx, received.id, error);
  }
}

async function handle(ctx: ServiceContext, event: CalEvent): Promise<Conclusion> {
  const meaning = interpret(event);
  switch (meaning.type) {
    case "booking": {
      const applied = await applyBooking(ctx, meaning.booking);
      return applied
        ? { state: "processed", teamId: applied.teamId }
        : { state: "ignored", reason: "The booking belongs to no team." };
    }
    case "no_show": {
      const isChanged = await markNoShow(ctx, meaning);
      return isChanged
        ? { state: "processed" }
        : { state: "ignored", reason: "Already so, or nobody knows the booking." };
    }
    case "ignore":
      return { state: "ignored", reason: meaning.reason };
    default:
      return meaning satisfies never;
  }
}

/** Data that the database will never take is refused for good; anything else is left for a retry. */
async function giveUp(ctx: ServiceContext, eventId: string, error: unknown): Promise<Response> {
  const isFinal = isBadData(error);
  const reason = error instanceof Error ? error.message : String(error);
  try {
    await concludeEvent(ctx, eventId, { state: isFinal ? "rejected" : "failed", reason });
  } catch (concluding) {
    ctx.log.error({ eventId, error: concluding }, "the event's failure could not be recorded");
  }
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

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Undefined when the text is no JSON: no event has that shape. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
