import { asList, asObject, asText, type JsonObject } from "../json";
import type { Random } from "../random";
import type { WebhookOutbox } from "../webhooks";
import { findFunctionTool, findTool, hasEndPhrase, subscribesToPartials } from "./assistant";
import type { VapiFaults } from "./faults";
import { shapeToolCall } from "./messages";
import { readSilencePlan, type SilencePlan } from "./silence";
import { callVariables, renderTemplate, withStaticParameters } from "./template";
import { type AskedTool, askServer, failureMessage, NO_RESULT } from "./tool-calls";
import type { CallMessage, CallRecord, Findings, MessageRole, ToolAnswer } from "./types";

/** Each value that a part of a conversation yields is a pause in business milliseconds. */
export type Part<Result = void> = AsyncGenerator<number, Result, void>;

/** How a call ends, and what an analysis of it would find. */
export interface Ending {
  readonly endedReason: string;
  readonly findings?: Findings | undefined;
}

/** Thrown out of a dialogue when the service ends the call by what was said, whatever the script goes on with. */
export class CallOver extends Error {
  override readonly name = "CallOver";

  constructor(readonly endedReason: string) {
    super(endedReason);
  }
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

export type Speaker = "bot" | "user";

export interface ToolRequest {
  readonly name: string;
  readonly arguments: JsonObject;
}

const MS_PER_WORD = 330;
const WORDS_PER_PARTIAL = 4;
const LISTEN_EVERY_MS = 500;

/** What the scripted agent and the scripted person can do in a call. */
export class Conversation {
  readonly random: Random;
  /** Who cannot be heard, as set from outside. */
  readonly muted = new Set<Speaker>();
  /** What an analysis would find if the call ended now. */
  findings: Findings | undefined;
  private speaker: Speaker | undefined;
  /** What the application told the agent, and the agent has not spoken of yet. */
  private news: string[] = [];

  constructor(private readonly parts: ConversationParts) {
    this.random = parts.random;
  }

  /** Whose voice is on the line at this moment. */
  get audible(): Speaker | undefined {
    return this.speaker && !this.muted.has(this.speaker) ? this.speaker : undefined;
  }

  /** How many calls this number has had, this one included. */
  get attempt(): number {
    return this.parts.record.attempt;
  }

  hasTool(name: string): boolean {
    return findFunctionTool(this.parts.record.assistant, name) !== undefined;
  }

  /** Where the assistant may hand a call over to; undefined when it may not. */
  get transferTarget(): JsonObject | undefined {
    const tool = findTool(this.parts.record.assistant, "transferCall");
    return asList(tool?.destinations).map(asObject)[0];
  }

  /** What the assistant leaves on a machine; undefined when it hangs up without a word. */
  get voicemailMessage(): string | undefined {
    return asText(this.parts.record.assistant.voicemailMessage);
  }

  /** What is said, and when it ends, while nobody answers. */
  get silencePlan(): SilencePlan {
    return readSilencePlan(this.parts.record.assistant);
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

  /** A message that the person does not hear; the agent speaks of it next when it is to be answered. */
  instruct(role: MessageRole, content: string, isAnswered: boolean): void {
    this.note(role, { message: content });
    if (isAnswered) this.news.push(content);
  }

  /** Waits for word from the application, at most so long; undefined when none came. */
  async *listenForNews(longestMs: number): Part<string | undefined> {
    for (let waitedMs = 0; waitedMs < longestMs; waitedMs += LISTEN_EVERY_MS) {
      if (this.news.length > 0) return this.takeNews();
      yield LISTEN_EVERY_MS;
    }
    return this.news.length > 0 ? this.takeNews() : undefined;
  }

  async *botSays(text: string): Part {
    if (this.news.length > 0) yield* this.speak("bot", this.takeNews());
    yield* this.speak("bot", text);
  }

  async *userSays(text: string): Part {
    yield this.random.int(400, 1500);
    if (this.news.length > 0) yield* this.speak("bot", this.takeNews());
    yield* this.speak("user", text);
  }

  /** Hands the call over; the service reports nothing of what is said after that. */
  async *transfer(destination: JsonObject): Part<string> {
    this.parts.emit("status-update", { status: "forwarding", destination });
    yield this.random.int(500, 1500);
    return "assistant-forwarded-call";
  }

  async *callTool(name: string, fromModel: JsonObject): Part<ToolAnswer> {
    const [answer] = yield* this.callTools([{ name, arguments: fromModel }]);
    return answer ?? { error: NO_RESULT };
  }

  /**
   * Calls tools of the assistant through their webhook, all in one message, and waits for the real answers.
   *
   * @throws CallOver when words that come with an answer, or with its absence, are to end the call.
   */
  async *callTools(requests: readonly ToolRequest[]): Part<ToolAnswer[]> {
    const { record } = this.parts;
    const calls = requests.map((request) => this.prepare(request));
    this.note("tool_calls", { toolCalls: calls.map((call) => shapeToolCall(call, "string")) });
    const askedAt = performance.now();
    const answers = yield* askServer(
      this.parts,
      calls.filter(({ tool }) => tool !== undefined),
    );
    const latencyMs = Math.round(performance.now() - askedAt);
    const all = calls.map(({ id, name, arguments: args, tool }) => {
      const missing = tool ? NO_RESULT : `The assistant has no tool ${name}.`;
      const answer: ToolAnswer = answers.get(id) ?? { error: missing };
      const { result, error } = answer;
      record.toolUses.push({ id, name, arguments: args, ...answer, latencyMs });
      this.note("tool_call_result", { name, toolCallId: id, result: result ?? error });
      return answer;
    });
    for (const [index, answer] of all.entries()) {
      const message = answer.message ?? failureMessage(answer, calls[index]?.tool);
      if (message) yield* this.speak("bot", message.content);
      if (message?.endsCall) throw new CallOver("assistant-ended-call-after-message-spoken");
    }
    return all;
  }

  private prepare({ name, arguments: fromModel }: ToolRequest): AskedTool {
    const tool = findFunctionTool(this.parts.record.assistant, name);
    const args = tool ? withStaticParameters(tool, fromModel, this.variables) : fromModel;
    return { id: `call_${this.parts.newId()}`, name, arguments: args, tool };
  }

  /** In the agent's words: of "Tell the person: …" only what is to be told. */
  private takeNews(): string {
    const [first = "", ...rest] = this.news;
    this.news = rest;
    return first.replace(/^.*\btell the person\b[^:]*:\s*/i, "");
  }

  private async *speak(role: Speaker, text: string): Part {
    const words = text.split(/\s+/);
    const durationMs = 400 + words.length * MS_PER_WORD;
    const startMs = this.parts.now().getTime();
    const wireRole = role === "bot" ? "assistant" : "user";
    this.speaker = role;
    this.parts.emit("speech-update", { status: "started", role: wireRole });
    this.note(role, { message: text, endTime: startMs + durationMs, duration: durationMs });
    yield* this.utter(words, wireRole, durationMs);
    this.speaker = undefined;
    this.parts.emit("speech-update", { status: "stopped", role: wireRole });
    this.parts.emit("transcript", {
      role: wireRole,
      transcriptType: "final",
      transcript: text,
    });
    this.parts.emit("conversation-update", { messages: [...this.parts.record.messages] });
    if (role === "bot" && hasEndPhrase(this.parts.record.assistant, text)) {
      throw new CallOver("assistant-said-end-call-phrase");
    }
  }

  /** Takes as long as the words take; to those who want them, they are told while they come. */
  private async *utter(words: readonly string[], role: string, durationMs: number): Part {
    let spokenMs = 0;
    if (subscribesToPartials(this.parts.record.assistant)) {
      for (let count = WORDS_PER_PARTIAL; count < words.length; count += WORDS_PER_PARTIAL) {
        const untilMs = Math.round((durationMs * count) / words.length);
        yield untilMs - spokenMs;
        spokenMs = untilMs;
        const transcript = words.slice(0, count).join(" ");
        this.parts.emit("transcript", { role, transcriptType: "partial", transcript });
      }
    }
    yield durationMs - spokenMs;
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
    return callVariables(this.parts.record, this.parts.now());
  }
}
