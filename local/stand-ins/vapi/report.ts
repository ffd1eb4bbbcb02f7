import { asObject, isObject, type JsonObject } from "../json";
import type { CallMessage, CallRecord, Findings } from "./types";

/** What the parts of a call cost, in dollars a minute. */
const PRICES = { transport: 0, stt: 0.0133, llm: 0.015, tts: 0.03, vapi: 0.05 } as const;

/**
 * The results of a finished call. Calls that nobody answered have no start, no transcript and an empty analysis;
 * the service skips the analysis of anything shorter than two messages.
 */
export function buildReport(
  record: CallRecord,
  findings: Findings | undefined,
  recordingUrl: string,
): JsonObject {
  const isAnswered = record.startedAt !== undefined;
  const durationMs = isAnswered ? Math.round(record.elapsedMs) : 0;
  const transcript = transcriptOf(record.messages);
  const analysis = buildAnalysis(record, findings);
  const isRecorded =
    isAnswered && asObject(record.assistant.artifactPlan).recordingEnabled !== false;
  const artifact = {
    messages: [...record.messages],
    messagesOpenAIFormatted: openAiMessages(record.messages),
    transcript,
    nodes: [],
    variables: {},
    ...(isRecorded ? recordingFields(recordingUrl) : {}),
  };
  return {
    endedReason: record.endedReason,
    ...(isAnswered ? { startedAt: record.startedAt } : {}),
    endedAt: record.endedAt,
    analysis,
    artifact,
    ...costFields(durationMs, record.messages),
    durationMs,
    durationSeconds: durationMs / 1000,
    durationMinutes: round(durationMs / 60_000),
    ...(analysis.summary === undefined ? {} : { summary: analysis.summary }),
    transcript,
    messages: artifact.messages,
    ...(isRecorded ? { recordingUrl, stereoRecordingUrl: stereo(recordingUrl) } : {}),
  };
}

function transcriptOf(messages: readonly CallMessage[]): string {
  return messages
    .filter(({ role }) => role === "bot" || role === "user")
    .map(({ role, message }) => `${role === "bot" ? "AI" : "User"}: ${String(message)}\n`)
    .join("");
}

function openAiMessages(messages: readonly CallMessage[]): JsonObject[] {
  return messages
    .filter(({ role }) => role === "bot" || role === "user")
    .map(({ role, message }) => ({
      role: role === "bot" ? "assistant" : "user",
      content: message,
    }));
}

function buildAnalysis(record: CallRecord, findings: Findings | undefined): JsonObject {
  const spoken = record.messages.filter(({ role }) => role === "bot" || role === "user");
  if (!findings || spoken.length < 2) return {};
  const plan = asObject(record.assistant.analysisPlan);
  const structured = asObject(plan.structuredDataPlan);
  return {
    ...(asObject(plan.summaryPlan).enabled === false ? {} : { summary: findings.summary }),
    ...(structured.enabled === true ? { structuredData: fitSchema(findings, structured) } : {}),
    ...(asObject(plan.successEvaluationPlan).enabled === false
      ? {}
      : { successEvaluation: String(findings.success) }),
  };
}

/** Only what the assistant's schema asks for is extracted from a conversation. */
function fitSchema(findings: Findings, plan: JsonObject): JsonObject {
  const data: JsonObject = { outcome: findings.outcome, ...findings.extra };
  const properties = asObject(plan.schema).properties;
  if (!isObject(properties)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key in properties));
}

function recordingFields(url: string): JsonObject {
  return {
    recordingUrl: url,
    stereoRecordingUrl: stereo(url),
    recording: {
      stereoUrl: stereo(url),
      mono: { combinedUrl: url, assistantUrl: url, customerUrl: url },
    },
  };
}

function stereo(url: string): string {
  return url.replace("-mono.wav", "-stereo.wav");
}

function costFields(durationMs: number, messages: readonly CallMessage[]): JsonObject {
  const minutes = durationMs / 60_000;
  const parts = Object.fromEntries(
    Object.entries(PRICES).map(([part, price]) => [part, round(price * minutes)]),
  );
  const total = round(Object.values(parts).reduce((sum, cost) => sum + cost, 0));
  const ttsCharacters = messages
    .filter(({ role }) => role === "bot")
    .reduce((sum, { message }) => sum + String(message).length, 0);
  return {
    cost: total,
    costBreakdown: { ...parts, total, ttsCharacters, voicemailDetectionCost: 0 },
    costs: [
      { type: "transcriber", minutes: round(minutes), cost: parts.stt },
      { type: "model", minutes: round(minutes), cost: parts.llm },
      { type: "voice", characters: ttsCharacters, cost: parts.tts },
      { type: "vapi", subType: "normal", minutes: round(minutes), cost: parts.vapi },
    ],
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
