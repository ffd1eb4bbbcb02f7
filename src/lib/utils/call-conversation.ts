import { z } from "zod";

export type Speaker = "assistant" | "user";

/** Something that was said. */
export interface SpokenEntry {
  readonly kind: "line";
  readonly key: string;
  readonly role: Speaker;
  readonly text: string;
  /** ISO 8601; null where only the order is known. */
  readonly at: string | null;
  /** Where it stands in the recording. */
  readonly offsetSeconds: number | null;
  /** Still being said: the text grows. */
  readonly isGrowing?: boolean;
}

/** Something that the agent looked up or did. */
export interface ToolEntry {
  readonly kind: "tool";
  readonly key: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly answer: string | null;
  readonly at: string | null;
  readonly offsetSeconds: number | null;
  readonly latencyMs: number | null;
}

export type ConversationEntry = SpokenEntry | ToolEntry;

/** A tool call as our own table keeps it. */
export interface StoredToolCall {
  readonly tool_call_id: string;
  readonly name: string;
  readonly arguments: unknown;
  readonly result: string | null;
  readonly requested_at: string;
  readonly duration_ms: number | null;
}

/** A line as it was heard while the call went on. */
export interface StoredLine {
  readonly role: Speaker;
  readonly text: string;
  readonly spoken_at: string;
}

export interface ConversationSources {
  /** The report's messages: what counts where there are any. */
  readonly messages: unknown;
  readonly transcript: string | null;
  readonly lines: readonly StoredLine[];
  readonly toolCalls: readonly StoredToolCall[];
}

/**
 * Puts together what was said and done in a finished call: from the report's messages, else from the lines heard while
 * it went on, else from the transcript alone; tool calls stand where they happened, with our own record of them.
 */
export function readConversation(sources: ConversationSources): readonly ConversationEntry[] {
  const reported = fromMessages(sources.messages, sources.toolCalls);
  if (reported.length > 0) return withMissingTools(reported, sources.toolCalls);
  if (sources.lines.length > 0) return byTime([...fromLines(sources.lines), ...fromTools(sources)]);
  return [...fromTranscript(sources.transcript ?? ""), ...fromTools(sources)];
}

/** Lines and tool calls of a call that goes on, in the order of time. */
export function mergeProgress(
  lines: readonly StoredLine[],
  toolCalls: readonly StoredToolCall[],
): readonly ConversationEntry[] {
  return byTime([...fromLines(lines), ...toolCalls.map((call) => toToolEntry(call))]);
}

const messageSchema = z.looseObject({
  role: z.string(),
  message: z.string().nullish(),
  time: z.number().nullish(),
  secondsFromStart: z.number().nullish(),
  toolCalls: z.array(z.unknown()).nullish(),
  toolCallId: z.string().nullish(),
  result: z.string().nullish(),
});

type Message = z.output<typeof messageSchema>;

function fromMessages(
  messages: unknown,
  toolCalls: readonly StoredToolCall[],
): ConversationEntry[] {
  if (!Array.isArray(messages)) return [];
  const parsed = messages.flatMap((entry) => messageSchema.safeParse(entry).data ?? []);
  const answers = new Map(parsed.map(({ toolCallId, result }) => [toolCallId ?? "", result]));
  return parsed.flatMap((message, index): ConversationEntry[] => {
    if (message.role === "tool_calls") return toolsOf(message, answers, toolCalls);
    const role = SPEAKERS[message.role];
    const text = message.message?.trim();
    if (!role || !text) return [];
    return [{ kind: "line", key: `m${index}`, role, text, ...placeOf(message) }];
  });
}

/** Instructions (`system`) are ours, not part of what was said. */
const SPEAKERS: Readonly<Record<string, Speaker>> = {
  bot: "assistant",
  assistant: "assistant",
  user: "user",
};

const wireToolSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  arguments: z.unknown().optional(),
  function: z.looseObject({ name: z.string(), arguments: z.unknown().optional() }).optional(),
});

function toolsOf(
  message: Message,
  answers: ReadonlyMap<string, string | null | undefined>,
  stored: readonly StoredToolCall[],
): ToolEntry[] {
  return (message.toolCalls ?? []).flatMap((entry) => {
    const tool = wireToolSchema.safeParse(entry).data;
    const name = tool?.function?.name ?? tool?.name;
    if (!tool || !name) return [];
    const own = stored.find(({ tool_call_id }) => tool_call_id === tool.id);
    return {
      kind: "tool" as const,
      key: tool.id,
      name,
      arguments: readArguments(own?.arguments ?? tool.function?.arguments ?? tool.arguments),
      answer: own?.result ?? answers.get(tool.id) ?? null,
      latencyMs: own?.duration_ms ?? null,
      ...placeOf(message),
    };
  });
}

function placeOf({ time, secondsFromStart }: Message) {
  return {
    at: typeof time === "number" ? new Date(time).toISOString() : null,
    offsetSeconds: secondsFromStart ?? null,
  };
}

/** The report may leave a tool call out; ours then stands by its time. */
function withMissingTools(
  reported: readonly ConversationEntry[],
  toolCalls: readonly StoredToolCall[],
): readonly ConversationEntry[] {
  const known = new Set(reported.map(({ key }) => key));
  const missing = toolCalls.filter(({ tool_call_id }) => !known.has(tool_call_id));
  return missing.length === 0
    ? reported
    : byTime([...reported, ...missing.map((call) => toToolEntry(call))]);
}

function fromLines(lines: readonly StoredLine[]): SpokenEntry[] {
  return lines.map(({ role, text, spoken_at }) => ({
    kind: "line",
    key: lineKey(role, spoken_at, text),
    role,
    text,
    at: spoken_at,
    offsetSeconds: null,
  }));
}

function fromTools({ toolCalls }: ConversationSources): ToolEntry[] {
  return toolCalls.map((call) => toToolEntry(call));
}

/** Equal for the row of a line and for the message that announced it. */
export function lineKey(role: Speaker, at: string, text: string): string {
  return `${role}:${Date.parse(at)}:${text}`;
}

function toToolEntry(call: StoredToolCall): ToolEntry {
  return {
    kind: "tool",
    key: call.tool_call_id,
    name: call.name,
    arguments: readArguments(call.arguments),
    answer: call.result,
    at: call.requested_at,
    offsetSeconds: null,
    latencyMs: call.duration_ms,
  };
}

/** Static parameters that we gave the tool ourselves say nothing to whoever reads. */
const OWN_ARGUMENTS = new Set(["call_id", "lead_id"]);

function readArguments(value: unknown): Record<string, unknown> {
  const given = typeof value === "string" ? parseJson(value) : value;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return {};
  return Object.fromEntries(Object.entries(given).filter(([key]) => !OWN_ARGUMENTS.has(key)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const TRANSCRIPT_LINE = /^(AI|Assistant|Bot|User):\s*(.*)$/;

function fromTranscript(transcript: string): SpokenEntry[] {
  const entries: SpokenEntry[] = [];
  for (const line of transcript.split("\n")) {
    const [, speaker, text] = TRANSCRIPT_LINE.exec(line) ?? [];
    const last = entries.at(-1);
    if (speaker) {
      const role = speaker === "User" ? "user" : "assistant";
      const key = `t${entries.length}`;
      entries.push({ kind: "line", key, role, text: text ?? "", at: null, offsetSeconds: null });
    } else if (last && line.trim() !== "") {
      entries.splice(-1, 1, { ...last, text: `${last.text} ${line.trim()}` });
    }
  }
  return entries;
}

function byTime(entries: readonly ConversationEntry[]): ConversationEntry[] {
  const timeOf = ({ at }: ConversationEntry) => (at === null ? 0 : Date.parse(at));
  return [...entries].sort((a, b) => timeOf(a) - timeOf(b));
}
