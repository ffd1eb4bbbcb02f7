import { asList, asObject, asText, isObject, type JsonObject, parseJson } from "../json";
import type { Random } from "../random";
import type { WebhookOutbox, WebhookReply } from "../webhooks";
import { isSuccess } from "../webhooks";
import { findFunctionTool, type MessageServer, readServer } from "./assistant";
import type { VapiFaults } from "./faults";
import { buildMessage, toolCallFields, toWebhook } from "./messages";
import { renderTemplate, withStaticParameters } from "./template";
import type { CallMessage, CallRecord, Findings, MessageRole } from "./types";

/** Each value that a part of a conversation yields is a pause in business milliseconds. */
export type Part<Result = void> = AsyncGenerator<number, Result, void>;

/** How a call ends, and what an analysis of it would find. */
export interface Ending {
  readonly endedReason: string;
  readonly findings?: Findings;
}

export interface ToolAnswer {
  readonly result?: string;
  readonly error?: string;
}

export interface ConversationParts {
  readonly record: CallRecord;
  readonly random: Random;
  readonly now: () => Date;
  /** Business milliseconds that pass in a real one. */
  readonly clockRate: number;
  readonly newId: () => string;
  readonly outbox: WebhookOutbox;
  readonly faults: VapiFaults;
  /** Sends a server message in the background, when the assistant's server wants its type. */
  readonly emit: (type: string, fields: JsonObject) => void;
  /** Lets somebody else take the time that this caller is about to book. */
  readonly stealSlot: (record: CallRecord) => void;
}

const NO_RESULT = "No result returned.";
const MS_PER_WORD = 330;

/** What the scripted agent and the scripted person can do in a call. */
export class Conversation {
  readonly random: Random;

  constructor(private readonly parts: ConversationParts) {
    this.random = parts.random;
  }

  /** How many calls this number has had, this one included. */
  get attempt(): number {
    return this.parts.record.attempt;
  }

  hasTool(name: string): boolean {
    return findFunctionTool(this.parts.record.assistant, name) !== undefined;
  }

  stealSlot(): void {
    this.parts.stealSlot(this.parts.record);
  }

  /** The name that the person would give: the contact's, if the call was created with one. */
  get customerName(): string | undefined {
    const { customer } = this.parts.record.created;
    return asText(this.variables.contact_name) || asText(asObject(customer).name);
  }

  /** The address that the person would spell out: the one that the call was created with. */
  get customerEmail(): string | undefined {
    const { customer } = this.parts.record.created;
    return asText(asObject(customer).email) ?? asText(this.variables.email);
  }

  /** The assistant's own first message with its variables filled in, or `fallback`. */
  firstMessage(fallback: string): string {
    const own = asText(this.parts.record.assistant.firstMessage);
    return own ? renderTemplate(own, this.variables) : fallback;
  }

  async *botSays(text: string): Part {
    yield* this.speak("bot", text);
  }

  async *userSays(text: string): Part {
    yield this.random.int(400, 1500);
    yield* this.speak("user", text);
  }

  /** Calls a tool of the assistant through its webhook and waits for the real answer. */
  async *callTool(name: string, fromModel: JsonObject): Part<ToolAnswer> {
    const { record, newId } = this.parts;
    const tool = findFunctionTool(record.assistant, name);
    if (!tool) return { error: `The assistant has no tool ${name}.` };
    const call = {
      id: `call_${newId()}`,
      name,
      arguments: withStaticParameters(tool, fromModel, this.variables),
    };
    this.note("tool_calls", {
      toolCalls: [
        {
          id: call.id,
          type: "function",
          function: { name, arguments: JSON.stringify(call.arguments) },
        },
      ],
    });
    const askedAt = performance.now();
    const answer = yield* this.askServer(tool, call);
    const latencyMs = Math.round(performance.now() - askedAt);
    record.toolUses.push({ ...call, ...answer, latencyMs });
    const said = answer.result ?? answer.error;
    this.note("tool_call_result", { name, toolCallId: call.id, result: said });
    return answer;
  }

  private async *askServer(
    tool: JsonObject,
    call: { id: string; name: string; arguments: JsonObject },
  ): Part<ToolAnswer> {
    const { record, now, faults } = this.parts;
    const server = readServer(tool.server) ?? readServer(record.assistant.server);
    if (!server) return { error: NO_RESULT };
    const fields = toolCallFields(call, tool, faults.toolCallShape);
    const artifact = { messages: [...record.messages] };
    const message = buildMessage(record, "tool-calls", now().getTime(), { ...fields, artifact });
    const reply = yield* this.post(server, message);
    return reply ? readAnswer(reply, call.id) : { error: NO_RESULT };
  }

  private async *post(server: MessageServer, message: JsonObject): Part<WebhookReply | undefined> {
    const { outbox } = this.parts;
    const webhook = toWebhook("tool-calls", server, message);
    if (outbox.faults.take("lose", webhook.type)) return undefined;
    const delay = outbox.faults.take("delay", webhook.type);
    if (delay) yield delay.amount;
    const copies = outbox.faults.take("duplicate", webhook.type)?.amount ?? 0;
    for (let attempt = 1; ; attempt += 1) {
      const sends = Array.from({ length: attempt === 1 ? 1 + copies : 1 }, () =>
        outbox.attempt(webhook, attempt),
      );
      const sentMs = this.parts.now().getTime();
      const [reply] = await Promise.all(sends);
      const waitedMs = (this.parts.now().getTime() - sentMs) / this.parts.clockRate;
      this.parts.record.elapsedMs += waitedMs;
      const waitMs = isSuccess(reply) ? undefined : server.retry(attempt, reply?.status);
      if (waitMs === undefined) return isSuccess(reply) ? reply : undefined;
      yield waitMs;
    }
  }

  private async *speak(role: "bot" | "user", text: string): Part {
    const durationMs = 400 + text.split(/\s+/).length * MS_PER_WORD;
    const startMs = this.parts.now().getTime();
    const wireRole = role === "bot" ? "assistant" : "user";
    this.parts.emit("speech-update", { status: "started", role: wireRole });
    this.note(role, { message: text, endTime: startMs + durationMs, duration: durationMs });
    yield durationMs;
    this.parts.emit("speech-update", { status: "stopped", role: wireRole });
    this.parts.emit("transcript", {
      role: wireRole,
      transcriptType: "final",
      transcript: text,
    });
    this.parts.emit("conversation-update", { messages: [...this.parts.record.messages] });
  }

  private note(role: MessageRole, fields: JsonObject): void {
    const { record, now } = this.parts;
    const message: CallMessage = {
      role,
      time: now().getTime(),
      secondsFromStart: Math.round(record.elapsedMs / 10) / 100,
      ...fields,
    };
    record.messages.push(message);
  }

  private get variables(): JsonObject {
    const { record, now } = this.parts;
    const overrides = asObject(record.created.assistantOverrides);
    const instant = now().toISOString();
    return {
      now: instant,
      date: instant.slice(0, 10),
      time: instant.slice(11, 16),
      call: { id: record.id, type: record.created.type },
      customer: record.created.customer,
      phoneNumber: record.created.phoneNumber,
      ...asObject(overrides.variableValues),
    };
  }
}

/** The answer for one tool call. Like the service, it takes only one line of text, under the exact id. */
function readAnswer(reply: WebhookReply, toolCallId: string): ToolAnswer {
  const results = asList(asObject(parseJson(reply.body)).results);
  const own = results.filter(isObject).find((item) => item.toolCallId === toolCallId);
  const result = asText(own?.result);
  if (result !== undefined && !/[\r\n]/.test(result)) return { result };
  const error = asText(own?.error);
  return { error: error !== undefined && !/[\r\n]/.test(error) ? error : NO_RESULT };
}
