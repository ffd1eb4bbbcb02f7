import type { JsonObject } from "../../../local/stand-ins/json";
import { presetAssistant } from "../../../local/stand-ins/vapi/preset";
import { NOW } from "../../support/database-calls";
import type { BenchCall } from "./calls";

export interface Message {
  readonly kind: "status" | "partial" | "final" | "report" | "tool";
  readonly body: string;
}

/** Whole, as the provider puts it into every message. */
const ASSISTANT = presetAssistant({
  assistantId: "11111111-1111-4111-8111-111111111111",
  webhookUrl: "https://app.example/api/webhook/vapi",
  webhookSecret: "not-the-secret-of-the-bench",
  orgId: "22222222-2222-4222-8222-222222222222",
  createdAt: NOW,
});

const LINES = [
  "Hello, this is the AI assistant of Fieldwise. This call may be recorded. Do you have a minute?",
  "Sure, what is it about?",
  "We help HVAC companies fill their schedule. Would a thirty minute demo be useful to you?",
  "Maybe. We lose a lot of time with calls that lead to nothing.",
  "That is what most owners tell us. When would it suit you to see how it works?",
  "Not this week, we have two installations and one of my people is ill.",
  "I understand. Next week, then? I could look for a time in the morning.",
  "No, leave it. Send me something and I will think about it.",
];
/** What the transcriber sends before a line is final. */
const PARTIALS_PER_LINE = 3;

/** All that the provider sends about one conversation, in its order: about thirty messages. */
export function conversationOf(call: BenchCall): Message[] {
  const startMs = Date.parse(NOW);
  const make = (kind: Message["kind"], atMs: number, fields: JsonObject): Message => ({
    kind,
    body: bodyOf(call, { timestamp: atMs, ...fields }),
  });
  const spoken = LINES.flatMap((line, index) => {
    const role = index % 2 === 0 ? "assistant" : "user";
    const words = line.split(" ");
    const partials = Array.from({ length: PARTIALS_PER_LINE }, (_, part) => {
      const transcript = words.slice(0, 3 * (part + 1)).join(" ");
      const fields = { type: "transcript", role, transcriptType: "partial", transcript };
      return make("partial", startMs + index * 5000 + part * 500, fields);
    });
    const fields = { type: "transcript", role, transcriptType: "final", transcript: line };
    return [...partials, make("final", startMs + index * 5000 + 4000, fields)];
  });
  const endMs = startMs + LINES.length * 5000;
  return [
    make("status", startMs, { type: "status-update", status: "in-progress" }),
    ...spoken,
    make("status", endMs, { type: "status-update", status: "ended", artifact: artifact() }),
    make("report", endMs + 3000, reportFields(startMs, endMs)),
  ];
}

/** The agent asks for free times. */
export function availabilityQuestion(call: BenchCall, id: string): string {
  const args = { when: "tomorrow", call_id: call.id };
  const toolCall = {
    id,
    type: "function",
    function: { name: "check_availability", arguments: args },
  };
  return bodyOf(call, {
    timestamp: Date.parse(NOW),
    type: "tool-calls",
    toolCalls: [toolCall],
    toolCallList: [toolCall],
    artifact: artifact(),
  });
}

function bodyOf(call: BenchCall, fields: JsonObject): string {
  const assistantOverrides = { metadata: { callId: call.id } };
  return JSON.stringify({
    message: { ...fields, call: { id: call.providerId, assistantOverrides }, assistant: ASSISTANT },
  });
}

function artifact(): JsonObject {
  return {
    messages: LINES.map((message, index) => ({
      role: index % 2 === 0 ? "bot" : "user",
      message,
      time: Date.parse(NOW) + index * 5000,
      secondsFromStart: index * 5,
    })),
    transcript: LINES.join("\n"),
  };
}

function reportFields(startMs: number, endMs: number): JsonObject {
  return {
    type: "end-of-call-report",
    endedReason: "customer-ended-call",
    startedAt: new Date(startMs).toISOString(),
    endedAt: new Date(endMs).toISOString(),
    durationSeconds: (endMs - startMs) / 1000,
    cost: 0.08,
    costBreakdown: { total: 0.08 },
    analysis: { summary: "The person declined.", structuredData: { outcome: "not_interested" } },
    artifact: artifact(),
  };
}
