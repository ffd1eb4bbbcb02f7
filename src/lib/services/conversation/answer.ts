import { bookAppointment, checkAvailability } from "../../../assistant/tools";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { databaseError } from "../../errors";
import { pause, within } from "../../utils/deadline";
import { toOneLine } from "../../utils/speech";
import { answerAvailability } from "./availability";
import { answerBooking } from "./booking";
import { SENTENCES } from "./sentences";
import { loadTalk } from "./talk";

export interface ToolCall {
  readonly callId: string;
  readonly toolCallId: string;
  readonly name: string;
  readonly args: unknown;
}

/** Keeps the process alive for work that outlasts the answer. */
export type Defer = (task: () => Promise<unknown>) => void;

interface Performance {
  readonly text: string;
  /** False for a repeated delivery: what the first one says counts. */
  readonly isFirst: boolean;
}

const DEADLINE_MS = 3000;
const BOOKING_DEADLINE_MS = 10_000;
const POLL_MS = 200;

/**
 * Answers one tool call of a conversation with one line of plain speech, always, and in time: what is not ready by then
 * is finished behind the answer. The same tool call delivered twice gets the same answer and acts once.
 */
export async function answerToolCall(
  ctx: ServiceContext,
  call: ToolCall,
  defer: Defer,
): Promise<string> {
  const startedMs = Date.now();
  const deadlineMs = call.name === bookAppointment.name ? BOOKING_DEADLINE_MS : DEADLINE_MS;
  const work = perform(ctx, call, startedMs + deadlineMs);
  const inTime = await within(work, deadlineMs);
  const spoken = toOneLine(inTime?.text ?? lateSentence(call));
  const durationMs = Date.now() - startedMs;
  defer(async () => {
    const { isFirst } = await work;
    if (isFirst) await finishToolCall(ctx, call, spoken, durationMs);
  });
  return spoken;
}

/** Never rejects. */
async function perform(ctx: ServiceContext, call: ToolCall, untilMs: number): Promise<Performance> {
  try {
    const begun = await beginToolCall(ctx, call);
    if (!begun) {
      ctx.log.warn({ callId: call.callId, tool: call.name }, "a tool was used in an unknown call");
      return { text: SENTENCES.calendarUnreachable, isFirst: false };
    }
    if (begun.isNew) return { text: await runTool(ctx, call), isFirst: true };
    const text = begun.result ?? (await awaitResult(ctx, call, untilMs));
    return { text: text ?? lateSentence(call), isFirst: false };
  } catch (error) {
    ctx.log.error({ callId: call.callId, tool: call.name, error }, "a tool call failed");
    return { text: SENTENCES.calendarUnreachable, isFirst: false };
  }
}

async function runTool(ctx: ServiceContext, call: ToolCall): Promise<string> {
  try {
    if (call.name !== checkAvailability.name && call.name !== bookAppointment.name) {
      ctx.log.warn({ callId: call.callId, tool: call.name }, "an unknown tool was used");
      return SENTENCES.unknownTool;
    }
    const talk = await loadTalk(ctx, call.callId);
    if (!talk) return SENTENCES.calendarUnreachable;
    return call.name === bookAppointment.name
      ? await answerBooking(ctx, talk, call.args)
      : await answerAvailability(ctx, talk, call.args);
  } catch (error) {
    ctx.log.error({ callId: call.callId, tool: call.name, error }, "a tool failed");
    return SENTENCES.calendarUnreachable;
  }
}

async function beginToolCall(
  ctx: ServiceContext,
  call: ToolCall,
): Promise<{ readonly isNew: boolean; readonly result: string | null } | undefined> {
  const { data, error } = await ctx.db
    .rpc("begin_tool_call", {
      p_call_id: call.callId,
      p_tool_call_id: call.toolCallId,
      p_name: call.name,
      p_arguments: (call.args ?? {}) as Json,
      p_now: ctx.now().toISOString(),
    })
    .maybeSingle();
  if (error) throw databaseError("beginning a tool call", error);
  return data ? { isNew: data.is_new, result: data.result } : undefined;
}

async function finishToolCall(
  ctx: ServiceContext,
  call: ToolCall,
  result: string,
  durationMs: number,
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_tool_call", {
    p_call_id: call.callId,
    p_tool_call_id: call.toolCallId,
    p_result: result,
    p_duration_ms: durationMs,
  });
  if (error) throw databaseError("finishing a tool call", error);
}

/** The answer of the first delivery, which is still being worked on. */
async function awaitResult(
  ctx: ServiceContext,
  call: ToolCall,
  untilMs: number,
): Promise<string | null> {
  while (Date.now() < untilMs - POLL_MS) {
    await pause(POLL_MS);
    const { data, error } = await ctx.db
      .from("tool_calls")
      .select("result")
      .eq("call_id", call.callId)
      .eq("tool_call_id", call.toolCallId)
      .single();
    if (error) throw databaseError("waiting for a tool call", error);
    if (data.result !== null) return data.result;
  }
  return null;
}

function lateSentence(call: ToolCall): string {
  return call.name === bookAppointment.name ? SENTENCES.bookingLate : SENTENCES.availabilityLate;
}
