import { asList, asObject, asText, deepMerge, isObject, type JsonObject } from "../json";
import { neverRetry, type RetryPlan } from "../webhooks";

const DEFAULT_SERVER_MESSAGES = [
  "conversation-update",
  "end-of-call-report",
  "function-call",
  "hang",
  "speech-update",
  "status-update",
  "tool-calls",
  "transfer-destination-request",
  "handoff-destination-request",
  "user-interrupted",
  "assistant.started",
];

/** The assistant as one call uses it: the call's overrides over what was published, with its tools resolved. */
export function resolveAssistant(
  base: JsonObject,
  overrides: JsonObject,
  findTool: (id: string) => JsonObject | undefined,
): JsonObject {
  const { variableValues: _values, "tools:append": appended, ...changes } = overrides;
  const assistant = deepMerge(base, changes);
  const model = asObject(assistant.model);
  const referenced = asList(model.toolIds).map((id) => findTool(String(id)));
  if (referenced.includes(undefined)) throw new MissingToolError();
  const tools = [...asList(model.tools), ...referenced, ...asList(appended)];
  return { ...assistant, model: { ...model, tools } };
}

/** An assistant names a tool that does not exist; such a call fails when it starts. */
export class MissingToolError extends Error {
  override readonly name = "MissingToolError";
}

/** The function tool called `name`, if the assistant has it. */
export function findFunctionTool(assistant: JsonObject, name: string): JsonObject | undefined {
  return asList(asObject(assistant.model).tools)
    .filter(isObject)
    .find((tool) => asObject(tool.function).name === name);
}

/** The tool of a kind that the service itself provides, if the assistant has it. */
export function findTool(assistant: JsonObject, type: string): JsonObject | undefined {
  return asList(asObject(assistant.model).tools)
    .filter(isObject)
    .find((tool) => tool.type === type);
}

/** Whether the assistant's server wants messages of this type. */
export function subscribesTo(assistant: JsonObject, type: string): boolean {
  const chosen = assistant.serverMessages;
  const types = Array.isArray(chosen) ? chosen : DEFAULT_SERVER_MESSAGES;
  return types.some((item) => item === type || item === `${type}[transcriptType="final"]`);
}

/** Whether a sentence of the assistant holds one of the phrases that end a call. */
export function hasEndPhrase({ endCallPhrases }: JsonObject, sentence: string): boolean {
  const said = sentence.toLowerCase();
  return asList(endCallPhrases).some((phrase) => said.includes(String(phrase).toLowerCase()));
}

/** Whether it wants to be told what is being said before it has been said. */
export function subscribesToPartials({ serverMessages }: JsonObject): boolean {
  return asList(serverMessages).includes("transcript");
}

export interface MessageServer {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly retry: RetryPlan;
}

/** The server in `value` that messages go to, or undefined when none is set. */
export function readServer(value: unknown): MessageServer | undefined {
  const server = asObject(value);
  const url = asText(server.url);
  if (!url) return undefined;
  const headers: Record<string, string> = { "content-type": "application/json" };
  for (const [key, header] of Object.entries(asObject(server.headers))) {
    if (typeof header === "string") headers[key] = header;
  }
  const seconds = typeof server.timeoutSeconds === "number" ? server.timeoutSeconds : 20;
  return { url, headers, timeoutMs: seconds * 1000, retry: readBackoff(server.backoffPlan) };
}

function readBackoff(value: unknown): RetryPlan {
  if (!isObject(value)) return neverRetry;
  const maxRetries = typeof value.maxRetries === "number" ? value.maxRetries : 0;
  const baseMs = (typeof value.baseDelaySeconds === "number" ? value.baseDelaySeconds : 1) * 1000;
  const excluded = asList(value.excludedStatusCodes);
  const isExponential = value.type === "exponential";
  return (attempt, status) => {
    if (attempt > maxRetries || excluded.includes(status)) return undefined;
    return isExponential ? baseMs * 2 ** (attempt - 1) : baseMs;
  };
}
