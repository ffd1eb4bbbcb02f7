import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { databaseError } from "../../errors";

export type CallLine = Pick<Tables<"call_lines">, "role" | "text" | "spoken_at">;
export type ToolCallRow = Pick<
  Tables<"tool_calls">,
  "tool_call_id" | "name" | "arguments" | "result" | "requested_at" | "duration_ms"
>;

/** What has been said and looked up in a call so far. */
export interface CallProgress {
  readonly lines: readonly CallLine[];
  readonly toolCalls: readonly ToolCallRow[];
}

const MOST_LINES = 1000;

/** Reads a call's progress under the caller's rights, in the order of time. */
export async function getCallProgress(
  ctx: Pick<ServiceContext, "db">,
  callId: string,
): Promise<CallProgress> {
  const [lines, toolCalls] = await Promise.all([
    ctx.db
      .from("call_lines")
      .select("role, text, spoken_at")
      .eq("call_id", callId)
      .order("spoken_at")
      .order("id")
      .limit(MOST_LINES),
    listToolCalls(ctx, callId),
  ]);
  if (lines.error) throw databaseError("reading the lines of a call", lines.error);
  return { lines: lines.data, toolCalls };
}

async function listToolCalls(
  ctx: Pick<ServiceContext, "db">,
  callId: string,
): Promise<readonly ToolCallRow[]> {
  const { data, error } = await ctx.db
    .from("tool_calls")
    .select("tool_call_id, name, arguments, result, requested_at, duration_ms")
    .eq("call_id", callId)
    .order("requested_at")
    .order("created_at");
  if (error) throw databaseError("reading the tool calls of a call", error);
  return data;
}
