"use client";

import { ArrowDown } from "lucide-react";
import { useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { CallDetail } from "@/lib/services/calls/detail";
import type { CallProgress } from "@/lib/services/calls/lines";
import { followConversation } from "@/lib/utils/live-lines";
import { Conversation } from "./conversation";
import { useFollowScroll } from "./use-follow-scroll";
import { useHeardLines } from "./use-heard-lines";

interface LiveConversationProps {
  readonly call: CallDetail;
  readonly progress: CallProgress | undefined;
}

/** A conversation while it is held, word by word. */
export function LiveConversation({ call, progress }: LiveConversationProps) {
  const { heard, status } = useHeardLines(call.id);
  const entries = useMemo(
    () => followConversation(progress?.lines ?? [], progress?.toolCalls ?? [], heard),
    [progress, heard],
  );
  const listRef = useRef<HTMLElement>(null);
  const { isPaused, onScroll, resume } = useFollowScroll(listRef, entries);
  return (
    <Panel
      title="Conversation"
      actions={
        <p className="text-[0.8125rem] text-muted leading-7">
          {status === "live" ? "Word by word" : "Connecting …"}
        </p>
      }
    >
      <section
        ref={listRef}
        aria-label="What is being said"
        aria-live="polite"
        aria-relevant="additions"
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[60dvh] min-h-40 overflow-y-auto rounded-md focus-visible:-outline-offset-2"
      >
        {entries.length > 0 ? (
          <Conversation entries={entries} />
        ) : (
          <p className="px-2 py-1 text-muted">{silence(call)}</p>
        )}
      </section>
      {isPaused ? (
        <p className="flex items-center gap-2 pt-2 text-[0.8125rem] text-muted">
          Auto-scroll is paused.
          <Button size="sm" variant="ghost" onClick={resume}>
            <ArrowDown aria-hidden="true" /> Follow again
          </Button>
        </p>
      ) : null}
    </Panel>
  );
}

function silence({ started_at, provider_status }: CallDetail): string {
  if (provider_status === "ended") return "The call has ended; its report is on its way.";
  return started_at ? "Answered. Nothing has been said yet." : "Nobody has answered yet.";
}
