import { createHash } from "node:crypto";
import { z } from "zod";
import type { ServiceContext } from "@/lib/context";
import type { Json } from "@/lib/database.types";
import { AppError } from "@/lib/errors";
import { type RouteTools, readBody, route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { refreshSlots } from "@/lib/services/calendar/prepared-slots";
import {
  type ProviderDelivery,
  type ProviderMessage,
  takeProviderEvent,
} from "@/lib/services/calls/provider-events";
import { answerToolCalls, type ToolAnswers } from "@/lib/services/conversation/answer";
import { releaseHolds } from "@/lib/services/conversation/holds";
import { sendDueEmails } from "@/lib/services/emails/send";
import { rejectDelivery } from "@/lib/services/webhook-events";
import { isNestedTooDeep } from "@/lib/utils/json-text";
import { interpretMessage, type VapiEvent } from "./interpret";
import { redactPayload } from "./redact";
import { envelopeSchema, type VapiMessage } from "./schema";
import { isFromVapi } from "./verify";

export const dynamic = "force-dynamic";
/** A booking that outlasts its answer is finished behind it: two requests of 15 s and look-ups. */
export const maxDuration = 60;

/** A report carries its transcript three times over; ten minutes of talk stay far below this. */
const MAX_BODY_BYTES = 4_000_000;
const EMAILS_PER_REPORT = 5;

export const POST = route("webhook-vapi", async (request, tools) => {
  const startedMs = performance.now();
  if (!isFromVapi(request)) {
    throw new AppError("unauthenticated", "Vapi webhook without its secret", {
      userMessage: "The Vapi webhook secret is missing or wrong.",
    });
  }
  const ctx = { ...createServiceContext("webhook-vapi", { kind: "vapi" }), log: tools.log };
  const rawBody = await readBody(request, MAX_BODY_BYTES);
  const digest = createHash("sha256").update(rawBody).digest("hex");
  const body = parseBody(rawBody);
  if ("reason" in body) {
    return reject(ctx, { key: `unusable:${digest}`, rawBody, reason: body.reason });
  }
  const { message } = body;
  const event = interpretMessage(message);
  if (event.type === "unusable") {
    return reject(ctx, { key: `unusable:${digest}`, rawBody, reason: event.reason });
  }
  const delivery = deliveryOf(message, `${message.type}:${digest}`, redactPayload(body.payload));
  if (event.type === "tools") {
    const asked = { ...delivery, requests: event.requests };
    return toResponse(await answerToolCalls(ctx, asked, tools.defer, startedMs));
  }
  const { callId, isRepeated } = await takeProviderEvent(ctx, delivery, toMessage(event, message));
  if (callId && !isRepeated) followUp(ctx, tools, event, callId);
  return Response.json({});
});

/** Always 200 with one result per request, in order: anything else leaves a person on the line without an answer. */
function toResponse({ results, totalMs, outsideMs }: ToolAnswers): Response {
  const timing = `app;dur=${(totalMs - outsideMs).toFixed(1)}, outside;dur=${outsideMs.toFixed(1)}`;
  return Response.json({ results }, { headers: { "server-timing": timing } });
}

type Body = { readonly message: VapiMessage; readonly payload: Json } | { readonly reason: string };

function parseBody(rawBody: string): Body {
  if (isNestedTooDeep(rawBody)) return { reason: "The body is nested too deep." };
  let payload: Json;
  try {
    payload = JSON.parse(rawBody.replaceAll(UNSTORABLE, "\\ufffd"));
  } catch {
    return { reason: "The body is not valid JSON." };
  }
  const parsed = envelopeSchema.safeParse(payload);
  if (!parsed.success) return { reason: z.prettifyError(parsed.error).replaceAll("\n", " ") };
  return { message: parsed.data.message, payload };
}

/** PostgreSQL takes neither NUL nor half of a surrogate pair; JSON can write both as escapes. */
const UNSTORABLE =
  /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/gi;

interface Unusable {
  readonly key: string;
  readonly rawBody: string;
  readonly reason: string;
}

async function reject(ctx: ServiceContext, unusable: Unusable): Promise<never> {
  await rejectDelivery(ctx, { source: "vapi", ...unusable });
  throw new AppError("bad_request", "unusable Vapi message", {
    userMessage: `The message cannot be used: ${unusable.reason}`.slice(0, 500),
  });
}

function deliveryOf(message: VapiMessage, key: string, payload: Json): ProviderDelivery {
  const callId = z.uuid().safeParse(message.call?.assistantOverrides?.metadata?.callId);
  return {
    key,
    type: message.type,
    payload,
    providerCallId: message.call?.id,
    callId: callId.data,
    listenUrl: message.call?.monitor?.listenUrl,
    controlUrl: message.call?.monitor?.controlUrl,
    assistantVersion: message.assistant?.metadata.version,
  };
}

function toMessage(
  event: Exclude<VapiEvent, { type: "tools" | "unusable" }>,
  message: VapiMessage,
): ProviderMessage {
  switch (event.type) {
    case "status":
      return { kind: "status", status: event.status };
    case "report":
      return { kind: "report", report: event.report };
    case "speech": {
      const { role, text } = event;
      const line = { role, text, at: timeOf(message) };
      return { kind: event.isFinal ? "line" : "words", line };
    }
    case "ignore":
      return { kind: "ignore", reason: event.reason };
    default:
      return event satisfies never;
  }
}

function timeOf({ timestamp }: VapiMessage): Date | undefined {
  const at = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** What is done behind the answer: nobody waits for it. */
function followUp(ctx: ServiceContext, tools: RouteTools, event: VapiEvent, callId: string): void {
  if (event.type === "status" && event.status === "in-progress") {
    tools.defer(() => refreshSlots(ctx, "background"));
  }
  if (event.type === "report") {
    tools.defer(() => releaseHolds(ctx, callId));
    tools.defer(() => sendDueEmails(ctx, { limit: EMAILS_PER_REPORT, wallNow: new Date() }));
  }
}
