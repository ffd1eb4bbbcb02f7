import { z } from "zod";
import { isToolName, type ToolName } from "../../../assistant/tools";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { within } from "../../utils/deadline";
import { toOneLine } from "../../utils/speech";
import {
  type ProviderDelivery,
  refuseAboveLimit,
  toEvent,
  warnOfForeign,
} from "../calls/provider-events";
import { answerAvailability } from "./availability";
import { answerBooking } from "./booking";
import { answerCallback } from "./callback";
import { answerCancel } from "./cancelling";
import { finishLate, finishToolCall, resultOfFirst } from "./finish";
import { answerMove } from "./moving";
import { answerOptOut } from "./opt-out";
import { SENTENCES } from "./sentences";
import { parseTalk, type Talk } from "./talk";
import { type Defer, startToolRun, type ToolRun } from "./tool-run";

export interface ToolRequest {
  readonly id: string;
  readonly name: string;
  /** Unchecked: the tool's own schema judges it. */
  readonly args: unknown;
}

export interface ToolDelivery extends ProviderDelivery {
  readonly requests: readonly ToolRequest[];
}

/** What the provider takes as the answer to one tool call; `result` is one line. */
export interface ToolResult {
  readonly toolCallId: string;
  readonly name: string;
  readonly result: string;
  /** Said word for word; here only where the call ends with it. */
  readonly message?: {
    readonly type: "request-complete";
    readonly content: string;
    readonly endCallAfterSpokenEnabled: true;
  };
}

export interface ToolAnswers {
  readonly results: readonly ToolResult[];
  /** Real milliseconds until the answers stood, and how many of them went into waiting for others' servers. */
  readonly totalMs: number;
  readonly outsideMs: number;
}

/** A person waits in silence: after this something useful is said, and the work is finished behind the answer. */
const DEADLINE_MS = 3000;
/** What it takes to send an answer that is ready. */
const RESERVE_MS = 50;

const openedSchema = z.object({
  retry_after_seconds: z.number().optional(),
  call_id: z.string().optional(),
  is_foreign: z.boolean().optional(),
  new: z.array(z.string()).default([]),
  answered: z.record(z.string(), z.string()).default({}),
  talk: z.unknown().optional(),
});

type Opened = z.output<typeof openedSchema>;

/**
 * Answers the tool calls of one message, each with one line of plain speech, always, in order and in time. The same tool
 * call delivered twice gets the same answer and acts once.
 *
 * @param startedMs when the request came in, as performance.now(): the time to answer counts from there.
 * @throws AppError `too_many_requests`, and nothing else.
 */
export async function answerToolCalls(
  ctx: ServiceContext,
  delivery: ToolDelivery,
  defer: Defer,
  startedMs: number,
): Promise<ToolAnswers> {
  const untilMs = startedMs + DEADLINE_MS - RESERVE_MS;
  const opening = openToolCalls(ctx, delivery);
  const opened = await within(opening, untilMs - performance.now());
  refuseAboveLimit(opened?.retry_after_seconds);
  warnOfForeign(ctx, delivery, opened?.is_foreign);
  const answers = await Promise.all(
    delivery.requests.map((request) =>
      answerOne(startToolRun(ctx, defer, untilMs), opening, request),
    ),
  );
  return {
    results: answers.map(({ request, text }) => toResult(request, text)),
    totalMs: performance.now() - startedMs,
    outsideMs: Math.max(0, ...answers.map(({ outsideMs }) => outsideMs)),
  };
}

interface Answer {
  readonly request: ToolRequest;
  readonly text: string;
  readonly outsideMs: number;
}

async function answerOne(
  run: ToolRun,
  opening: Promise<Opened | undefined>,
  request: ToolRequest,
): Promise<Answer> {
  const beganMs = performance.now();
  const work = answerRequest(run, opening, request);
  const inTime = await within(work, run.untilMs - beganMs);
  const text = toOneLine(inTime ?? lateSentence(request.name));
  const durationMs = Math.round(performance.now() - beganMs);
  run.defer(async () => {
    const opened = await opening;
    const callId = opened?.call_id;
    // Of a repeated delivery the first one keeps the answer.
    if (!callId || !opened.new.includes(request.id)) return;
    const use = { callId, toolCallId: request.id };
    await finishToolCall(run.ctx, { ...use, result: text, durationMs });
    if (inTime === undefined) await finishLate(run.ctx, { ...use, result: toOneLine(await work) });
  });
  return { request, text, outsideMs: run.outsideMs() };
}

/** Never rejects. */
async function answerRequest(
  run: ToolRun,
  opening: Promise<Opened | undefined>,
  request: ToolRequest,
): Promise<string> {
  const opened = await opening;
  const callId = opened?.call_id;
  if (!opened || !callId) {
    run.ctx.log.warn({ tool: request.name }, "a tool was used in a call that is not known");
    return failureSentence(request.name);
  }
  if (opened.new.includes(request.id)) return await perform(run, opened, callId, request);
  const known = opened.answered[request.id] ?? (await resultOfFirst(run, callId, request.id));
  return known ?? lateSentence(request.name);
}

/** Never rejects. */
async function perform(
  run: ToolRun,
  opened: Opened,
  callId: string,
  { name, args }: ToolRequest,
): Promise<string> {
  const { log } = run.ctx;
  try {
    if (!isToolName(name)) {
      log.warn({ callId, tool: name }, "an unknown tool was used");
      return SENTENCES.unknownTool;
    }
    if (name === "opt_out") return await answerOptOut(run, callId, args);
    const talk = parseTalk(opened.talk);
    return talk ? await runTool(run, talk, name, args) : SENTENCES.calendarUnreachable;
  } catch (error) {
    log.error({ callId, tool: name, error }, "a tool failed");
    return failureSentence(name);
  }
}

function runTool(
  run: ToolRun,
  talk: Talk,
  name: Exclude<ToolName, "opt_out">,
  args: unknown,
): Promise<string> {
  switch (name) {
    case "check_availability":
      return answerAvailability(run, talk, args);
    case "book_appointment":
      return answerBooking(run, talk, args);
    case "reschedule_appointment":
      return answerMove(run, talk, args);
    case "cancel_appointment":
      return answerCancel(run, talk, args);
    case "request_callback":
      return answerCallback(run, talk, args);
    default:
      return name satisfies never;
  }
}

/** Undefined when the database cannot be reached: the person gets an answer all the same. */
async function openToolCalls(
  ctx: ServiceContext,
  delivery: ToolDelivery,
): Promise<Opened | undefined> {
  const requests = delivery.requests.map(({ id, name, args }) => ({
    id,
    name: name.slice(0, 200),
    arguments: (args ?? {}) as Json,
  }));
  try {
    const { data, error } = await ctx.db.rpc("open_tool_calls", {
      p_event: { ...toEvent(delivery), requests },
      p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
      p_now: ctx.now().toISOString(),
    });
    if (error) throw databaseError("opening tool calls", error);
    return openedSchema.parse(data);
  } catch (error) {
    ctx.log.error({ error }, "tool calls could not be opened");
    return undefined;
  }
}

function toResult({ id, name }: ToolRequest, text: string): ToolResult {
  const result = { toolCallId: id, name, result: text };
  if (name !== "opt_out") return result;
  return {
    ...result,
    message: { type: "request-complete", content: text, endCallAfterSpokenEnabled: true },
  };
}

/** Said when the work takes longer than a person waits. */
function lateSentence(name: string): string {
  switch (name) {
    case "check_availability":
      return SENTENCES.availabilityLate;
    case "book_appointment":
      return SENTENCES.bookingLate;
    case "reschedule_appointment":
      return SENTENCES.movingLate;
    case "cancel_appointment":
      return SENTENCES.cancellingLate;
    default:
      return failureSentence(name);
  }
}

/** Said when the work cannot be done. An opt-out is kept by the report of the call, too, so it is safe to say. */
function failureSentence(name: string): string {
  if (name === "opt_out") return SENTENCES.optedOut;
  return name === "request_callback" ? SENTENCES.noteLate : SENTENCES.calendarUnreachable;
}
