import { z } from "zod";
import { type CallReportMessage, callReportSchema } from "@/lib/services/calls/report";
import type { ToolRequest } from "@/lib/services/conversation/answer";
import { statusUpdateSchema, toolCallsSchema, transcriptSchema, type VapiMessage } from "./schema";

export type VapiEvent =
  | { readonly type: "status"; readonly status: string }
  | { readonly type: "report"; readonly report: CallReportMessage }
  | { readonly type: "tools"; readonly requests: readonly ToolRequest[] }
  | {
      readonly type: "speech";
      readonly role: "assistant" | "user";
      readonly text: string;
      /** False while the person is still speaking: the next message says it again, and more. */
      readonly isFinal: boolean;
    }
  | { readonly type: "ignore"; readonly reason: string }
  | { readonly type: "unusable"; readonly reason: string };

const TRANSCRIPT = /^transcript(?:\[transcriptType="(partial|final)"\])?$/;

/** What a server message asks of us. Pure. */
export function interpretMessage(message: VapiMessage): VapiEvent {
  if (TRANSCRIPT.test(message.type)) return interpretTranscript(message);
  switch (message.type) {
    case "status-update": {
      const parsed = statusUpdateSchema.safeParse(message);
      return parsed.success
        ? { type: "status", status: parsed.data.status }
        : unusable(parsed.error);
    }
    case "end-of-call-report": {
      const parsed = callReportSchema.safeParse(message);
      return parsed.success ? { type: "report", report: parsed.data } : unusable(parsed.error);
    }
    case "tool-calls":
      return interpretToolCalls(message);
    default:
      return { type: "ignore", reason: `Nothing to do for "${message.type}".` };
  }
}

function interpretTranscript(message: VapiMessage): VapiEvent {
  const parsed = transcriptSchema.safeParse(message);
  if (!parsed.success) return unusable(parsed.error);
  const { role, transcript, transcriptType } = parsed.data;
  const text = transcript.trim();
  if (!text) return { type: "ignore", reason: "Nothing was said." };
  const kind = TRANSCRIPT.exec(message.type)?.[1] ?? transcriptType ?? "final";
  return { type: "speech", role, text, isFinal: kind === "final" };
}

function interpretToolCalls(message: VapiMessage): VapiEvent {
  const parsed = toolCallsSchema.safeParse(message);
  if (!parsed.success) return unusable(parsed.error);
  const { toolCallList, toolCalls, toolWithToolCallList } = parsed.data;
  const list = toolCallList ?? toolCalls ?? toolWithToolCallList?.map((entry) => entry.toolCall);
  if (!list) return { type: "unusable", reason: "The message holds no tool calls." };
  return {
    type: "tools",
    requests: list.map((call) => ({
      id: call.id,
      name: call.function?.name ?? call.name ?? "",
      args: readArguments(
        call.function?.arguments ?? call.arguments ?? call.function?.parameters ?? call.parameters,
      ),
    })),
  };
}

/** Arguments come as an object, or as its JSON text. */
function readArguments(value: unknown): unknown {
  if (typeof value !== "string") return value ?? {};
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function unusable(error: z.ZodError): VapiEvent {
  return { type: "unusable", reason: z.prettifyError(error).replaceAll("\n", " ") };
}
