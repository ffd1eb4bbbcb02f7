import { asList, asObject, asText, isObject, type JsonObject, parseJson } from "../json";
import { isSuccess, type WebhookReply } from "../webhooks";
import { type MessageServer, readServer } from "./assistant";
import type { ConversationParts, Part } from "./conversation";
import { buildMessage, toolCallFields, toWebhook, type WireToolCall } from "./messages";
import type { ToolAnswer } from "./types";

export const NO_RESULT = "No result returned.";

/** How long others overtake a message with tool calls that is held back. */
const HELD_MS = 2000;

export interface AskedTool extends WireToolCall {
  /** Its definition; undefined when the assistant has no such tool. */
  readonly tool: JsonObject | undefined;
}

type Parts = Pick<ConversationParts, "record" | "now" | "clockRate" | "outbox" | "faults">;

/** Sends one message with all the calls to the server of the first one's tool, and reads the answer of each. */
export async function* askServer(
  parts: Parts,
  calls: readonly AskedTool[],
): Part<ReadonlyMap<string, ToolAnswer>> {
  const { record, now, faults } = parts;
  const [first] = calls;
  const server = readServer(first?.tool?.server) ?? readServer(record.assistant.server);
  if (!first || !server) return new Map();
  const fields = toolCallFields(calls, faults.toolCallShape);
  const artifact = { messages: [...record.messages] };
  const message = buildMessage(record, "tool-calls", now().getTime(), { ...fields, artifact });
  const reply = yield* post(parts, server, message);
  const read = (id: string) => (reply ? readAnswer(reply, id) : { error: NO_RESULT });
  return new Map(calls.map(({ id }) => [id, read(id)]));
}

/** One that is lost has met no answer: like any other failure it is tried again by the server's plan. */
async function* post(
  parts: Parts,
  server: MessageServer,
  message: JsonObject,
): Part<WebhookReply | undefined> {
  const { outbox, record, now, clockRate } = parts;
  const webhook = toWebhook("tool-calls", server, message);
  const delay = outbox.faults.take("delay", webhook.type);
  if (delay) yield delay.amount;
  if (outbox.faults.take("hold", webhook.type)) yield HELD_MS;
  const copies = outbox.faults.take("duplicate", webhook.type)?.amount ?? 0;
  for (let attempt = 1; ; attempt += 1) {
    const isLost = outbox.faults.take("lose", webhook.type) !== undefined;
    const count = isLost ? 0 : 1 + (attempt === 1 ? copies : 0);
    const sends = Array.from({ length: count }, () => outbox.attempt(webhook, attempt));
    const sentMs = now().getTime();
    const [reply] = await Promise.all(sends);
    record.elapsedMs += (now().getTime() - sentMs) / clockRate;
    const waitMs = isSuccess(reply) ? undefined : server.retry(attempt, reply?.status);
    if (waitMs === undefined) return isSuccess(reply) ? reply : undefined;
    yield waitMs;
  }
}

/** The answer for one tool call. Like the service, it takes only one line of text, under the exact id. */
function readAnswer(reply: WebhookReply, toolCallId: string): ToolAnswer {
  const results = asList(asObject(parseJson(reply.body)).results);
  const own = results.filter(isObject).find((item) => item.toolCallId === toolCallId);
  const message = readMessage(own?.message);
  const result = asText(own?.result);
  if (result !== undefined && !/[\r\n]/.test(result)) return { result, ...message };
  const error = asText(own?.error);
  return { error: error !== undefined && !/[\r\n]/.test(error) ? error : NO_RESULT, ...message };
}

/** Words that come with a result are spoken as they are, unless they are a hint to the model. */
function readMessage(value: unknown): Pick<ToolAnswer, "message"> {
  const message = asObject(value);
  const content = asText(message.content);
  if (message.type !== "request-complete" || !content || message.role === "system") return {};
  return { message: { content, endsCall: message.endCallAfterSpokenEnabled === true } };
}

/** What the tool's definition has said when no result came. */
export function failureMessage(
  answer: ToolAnswer,
  tool: JsonObject | undefined,
): ToolAnswer["message"] {
  if (answer.result !== undefined) return undefined;
  const messages = asList(tool?.messages).map(asObject);
  const failed = messages.find(({ type }) => type === "request-failed");
  const content = asText(failed?.content);
  return content ? { content, endsCall: failed?.endCallAfterSpokenEnabled === true } : undefined;
}
