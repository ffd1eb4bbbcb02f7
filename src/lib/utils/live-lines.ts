import { z } from "zod";
import {
  type ConversationEntry,
  lineKey,
  mergeProgress,
  type Speaker,
  type StoredLine,
  type StoredToolCall,
} from "./call-conversation";

/** What a call's channel says of a line, word by word and then as a whole. */
export const lineMessageSchema = z.object({
  role: z.enum(["assistant", "user"]),
  text: z.string().min(1),
  isFinal: z.boolean(),
  at: z.string().refine((at) => !Number.isNaN(Date.parse(at))),
});

export type LineMessage = z.output<typeof lineMessageSchema>;

interface GrowingLine {
  readonly text: string;
  readonly at: string;
}

/** What was heard since the page listens. */
export interface HeardLines {
  readonly finals: readonly StoredLine[];
  readonly growing: Readonly<Partial<Record<Speaker, GrowingLine>>>;
}

export const NOTHING_HEARD: HeardLines = { finals: [], growing: {} };

/** Takes one message in: a partial line replaces the growing one of its speaker, a final one ends it. */
export function hear(heard: HeardLines, message: LineMessage): HeardLines {
  const { role, text, isFinal, at } = message;
  if (!isFinal) return { ...heard, growing: { ...heard.growing, [role]: { text, at } } };
  const key = lineKey(role, at, text);
  const isKnown = heard.finals.some(
    (line) => lineKey(line.role, line.spoken_at, line.text) === key,
  );
  const { [role]: _said, ...growing } = heard.growing;
  return {
    finals: isKnown ? heard.finals : [...heard.finals, { role, text, spoken_at: at }],
    growing,
  };
}

/** The stored lines with what was heard since, each line once, and at the end what is being said. */
export function followConversation(
  stored: readonly StoredLine[],
  toolCalls: readonly StoredToolCall[],
  heard: HeardLines,
): readonly ConversationEntry[] {
  const lines = new Map<string, StoredLine>();
  for (const line of [...stored, ...heard.finals]) {
    lines.set(lineKey(line.role, line.spoken_at, line.text), line);
  }
  const all = [...lines.values()];
  const growing = SPEAKERS.flatMap((role): ConversationEntry[] => {
    const line = heard.growing[role];
    // Partial lines may come late, after the line that they belong to has ended.
    if (!line || all.some((said) => said.role === role && isAtOrAfter(said.spoken_at, line.at))) {
      return [];
    }
    const { text, at } = line;
    const place = { at, offsetSeconds: null };
    return [{ kind: "line", key: `growing:${role}`, role, text, isGrowing: true, ...place }];
  });
  return [...mergeProgress(all, toolCalls), ...growing];
}

const SPEAKERS: readonly Speaker[] = ["assistant", "user"];

function isAtOrAfter(a: string, b: string): boolean {
  return Date.parse(a) >= Date.parse(b);
}
