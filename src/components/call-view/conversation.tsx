"use client";

import type { ConversationEntry } from "@/lib/utils/call-conversation";
import { SpokenLine } from "./spoken-line";
import { ToolUse } from "./tool-use";

interface ConversationProps {
  readonly entries: readonly ConversationEntry[];
  /** The second at which the recording is. */
  readonly playedSeconds?: number | undefined;
  readonly onSeek?: ((seconds: number) => void) | undefined;
}

/** What was said, with the tool calls where they happened. */
export function Conversation({ entries, playedSeconds, onSeek }: ConversationProps) {
  const currentKey = onSeek ? currentLine(entries, playedSeconds) : undefined;
  return (
    <ol className="flex flex-col gap-1">
      {entries.map((entry) => (
        <li key={entry.key}>
          {entry.kind === "tool" ? (
            <ToolUse entry={entry} />
          ) : (
            <SpokenLine entry={entry} isCurrent={entry.key === currentKey} onSeek={onSeek} />
          )}
        </li>
      ))}
    </ol>
  );
}

function currentLine(
  entries: readonly ConversationEntry[],
  playedSeconds: number | undefined,
): string | undefined {
  if (!playedSeconds) return undefined;
  return entries.findLast(
    ({ kind, offsetSeconds }) =>
      kind === "line" && offsetSeconds !== null && offsetSeconds <= playedSeconds + 0.05,
  )?.key;
}
