"use client";

import { MicOff } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Panel } from "@/components/ui/panel";
import type { CallDetail } from "@/lib/services/calls/detail";
import type { CallProgress } from "@/lib/services/calls/lines";
import { readConversation } from "@/lib/utils/call-conversation";
import { Conversation } from "./conversation";
import { RecordingPlayer } from "./recording-player";

interface FinishedConversationProps {
  readonly call: CallDetail;
  readonly progress: CallProgress | undefined;
}

/** What was said in a call that is over, with its recording. */
export function FinishedConversation({ call, progress }: FinishedConversationProps) {
  const audioRef = useRef<HTMLAudioElement>(null);
  const [playedSeconds, setPlayedSeconds] = useState(0);
  const { messages, transcript } = call;
  const entries = useMemo(
    () =>
      readConversation({
        messages,
        transcript,
        lines: progress?.lines ?? [],
        toolCalls: progress?.toolCalls ?? [],
      }),
    [messages, transcript, progress],
  );
  const seek = (seconds: number) => {
    const audio = audioRef.current;
    if (!audio) return;
    audio.currentTime = seconds;
    // Refused where the browser wants another click first; the place is set all the same.
    audio.play().catch(() => undefined);
  };
  return (
    <Panel title="Conversation">
      {call.has_recording ? (
        <div className="pb-3">
          <RecordingPlayer callId={call.id} audioRef={audioRef} onTime={setPlayedSeconds} />
        </div>
      ) : null}
      {entries.length > 0 ? (
        <Conversation
          entries={entries}
          playedSeconds={playedSeconds}
          onSeek={call.has_recording ? seek : undefined}
        />
      ) : (
        <p className="flex items-center gap-2 py-2 text-muted">
          <MicOff aria-hidden="true" className="size-4 shrink-0" />
          {explainSilence(call)}
        </p>
      )}
    </Panel>
  );
}

function explainSilence({ state, outcome_reason, started_at }: CallDetail): string {
  if (state === "not_placed") {
    const why = outcome_reason ? ` ${outcome_reason}` : "";
    return `This call was not placed, and its attempt was given back.${why}`;
  }
  if (!started_at) return "Nobody answered, so that nothing was said.";
  return "The report of this call holds no transcript.";
}
