import { createHash } from "node:crypto";
import { z } from "zod";
import type { ServiceContext } from "@/lib/context";
import type { Json } from "@/lib/database.types";
import { AppError } from "@/lib/errors";
import { type RouteTools, readBody, route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import {
  findCall,
  type KnownCall,
  recordCallStatus,
  settleCall,
} from "@/lib/services/calls/lifecycle";
import { answerToolCall } from "@/lib/services/conversation/answer";
import { sendDueEmails } from "@/lib/services/emails/send";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import { concludeEvent, receiveEvent, rejectDelivery } from "@/lib/services/webhook-events";
import { interpretMessage, type ToolRequest } from "./interpret";
import { redactPayload } from "./redact";
import { envelopeSchema, type VapiMessage } from "./schema";
import { isFromVapi } from "./verify";

export const dynamic = "force-dynamic";
/** A booking that outlasts its answer is finished behind it: two requests of 15 s and look-ups. */
export const maxDuration = 60;

/** A report carries its transcript three times over; ten minutes of talk stay far below this. */
const MAX_BODY_BYTES = 4_000_000;
const EMAILS_PER_REPORT = 5;
const NO_ANSWER = "I can't reach our calendar right now. May I have someone call you back?";

export const POST = route("webhook-vapi", async (request, tools) => {
  if (!isFromVapi(request)) {
    throw new AppError("unauthenticated", "Vapi webhook without its secret", {
      userMessage: "The Vapi webhook secret is missing or wrong.",
    });
  }
  const ctx = { ...createServiceContext("webhook-vapi", { kind: "vapi" }), log: tools.log };
  await enforceRequestLimit(ctx.db, { key: "door:vapi", limit: 12_000, windowSeconds: 60 });
  const rawBody = await readBody(request, MAX_BODY_BYTES);
  const digest = createHash("sha256").update(rawBody).digest("hex");
  const body = parseBody(rawBody);
  if ("reason" in body)
    return reject(ctx, { key: `unusable:${digest}`, rawBody, reason: body.reason });

  const { message } = body;
  const event = interpretMessage(message);
  if (event.type === "unusable") {
    return reject(ctx, { key: `unusable:${digest}`, rawBody, reason: event.reason });
  }
  const delivery = {
    source: "vapi",
    key: `${message.type}:${digest}`,
    type: message.type,
    payload: redactPayload(body.payload),
  } as const;
  if (event.type === "tools") {
    return answerTools(ctx, tools, { message, requests: event.requests, delivery });
  }

  const received = await receiveEvent(ctx, delivery);
  if (received.isDone) return Response.json({});
  if (event.type === "ignore") {
    await concludeEvent(ctx, received.id, { state: "ignored", reason: event.reason });
    return Response.json({});
  }
  const call = await findCallOf(ctx, message);
  if (!call) {
    await concludeEvent(ctx, received.id, {
      state: "ignored",
      reason: "Not a call of this system.",
    });
    return Response.json({});
  }
  if (event.type === "status") {
    await recordCallStatus(ctx, call.id, event.status);
  } else {
    await settleCall(ctx, call.id, event.report);
    tools.defer(() => sendDueEmails(ctx, { limit: EMAILS_PER_REPORT, wallNow: new Date() }));
  }
  await concludeEvent(ctx, received.id, { state: "processed", teamId: call.teamId });
  return Response.json({});
});

type Body = { readonly message: VapiMessage; readonly payload: Json } | { readonly reason: string };

function parseBody(rawBody: string): Body {
  let payload: Json;
  try {
    payload = JSON.parse(rawBody.replaceAll("\\u0000", "\\ufffd"));
  } catch {
    return { reason: "The body is not valid JSON." };
  }
  const parsed = envelopeSchema.safeParse(payload);
  if (!parsed.success) return { reason: z.prettifyError(parsed.error).replaceAll("\n", " ") };
  return { message: parsed.data.message, payload };
}

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

async function findCallOf(
  ctx: ServiceContext,
  message: VapiMessage,
): Promise<KnownCall | undefined> {
  if (!message.call) return undefined;
  const callId = z.uuid().safeParse(message.call.assistantOverrides?.metadata?.callId);
  return findCall(ctx, { providerCallId: message.call.id, callId: callId.data });
}

interface ToolDelivery {
  readonly message: VapiMessage;
  readonly requests: readonly ToolRequest[];
  readonly delivery: Parameters<typeof receiveEvent>[1];
}

/**
 * Always 200 with one result per request, in order: anything else leaves a person on the line without an answer. A
 * repeated delivery is answered again, with the answers that the first one got.
 */
async function answerTools(
  ctx: ServiceContext,
  tools: RouteTools,
  { message, requests, delivery }: ToolDelivery,
): Promise<Response> {
  let answers: readonly string[] = requests.map(() => NO_ANSWER);
  try {
    const received = await receiveEvent(ctx, delivery);
    const call = await findCallOf(ctx, message);
    if (call) {
      answers = await Promise.all(
        requests.map(({ id, name, args }) =>
          answerToolCall(ctx, { callId: call.id, toolCallId: id, name, args }, tools.defer),
        ),
      );
    }
    await concludeEvent(ctx, received.id, { state: "processed", teamId: call?.teamId });
  } catch (error) {
    ctx.log.error({ error }, "tool calls could not be answered");
  }
  const results = requests.map(({ id, name }, index) => ({
    toolCallId: id,
    name,
    result: answers[index] ?? NO_ANSWER,
  }));
  return Response.json({ results });
}
