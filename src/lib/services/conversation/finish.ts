import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { pause } from "../../utils/deadline";
import { addMessage } from "../../vapi/monitor";
import type { ToolRun } from "./tool-run";

interface Finished {
  readonly callId: string;
  readonly toolCallId: string;
  readonly result: string;
}

const POLL_MS = 150;

/** Keeps the answer that was given: a repeated delivery gets the same. */
export async function finishToolCall(
  ctx: ServiceContext,
  { callId, toolCallId, result, durationMs }: Finished & { readonly durationMs: number },
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_tool_call", {
    p_call_id: callId,
    p_tool_call_id: toolCallId,
    p_result: result,
    p_duration_ms: durationMs,
  });
  if (error) throw databaseError("finishing a tool call", error);
}

/**
 * The work was done only after the answer: keeps what came of it, and tells the agent while the person is still on the
 * line, unless the agent has asked again and hears it as the answer to that.
 */
export async function finishLate(
  ctx: ServiceContext,
  { callId, toolCallId, result }: Finished,
): Promise<void> {
  const { data: controlUrl, error } = await ctx.db.rpc("finish_late_tool_call", {
    p_call_id: callId,
    p_tool_call_id: toolCallId,
    p_result: result,
  });
  if (error) throw databaseError("finishing a late tool call", error);
  if (!controlUrl) return;
  const told = await addMessage(
    controlUrl,
    `What you were waiting for has come through. Tell the person now: ${result}`,
  );
  ctx.log.info({ callId, kind: told.kind }, "a late result was handed to the agent");
}

/**
 * The answer of the first delivery, which is still being worked on; undefined when that takes too long or cannot be read.
 * Never rejects: somebody waits for an answer.
 */
export async function resultOfFirst(
  { ctx, untilMs, outside }: ToolRun,
  callId: string,
  toolCallId: string,
): Promise<string | undefined> {
  while (performance.now() < untilMs - POLL_MS) {
    await outside(pause(POLL_MS));
    const { data, error } = await ctx.db
      .from("tool_calls")
      .select("result")
      .eq("call_id", callId)
      .eq("tool_call_id", toolCallId)
      .single();
    if (error) {
      ctx.log.error({ callId, error }, "the answer of an earlier delivery could not be read");
      return undefined;
    }
    if (data.result !== null) return data.result;
  }
  return undefined;
}
