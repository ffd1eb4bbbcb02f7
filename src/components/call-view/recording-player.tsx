"use client";

import { RotateCw } from "lucide-react";
import { type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface RecordingPlayerProps {
  readonly callId: string;
  readonly audioRef: RefObject<HTMLAudioElement | null>;
  readonly onTime: (seconds: number) => void;
}

/** The recording, through our own server. */
export function RecordingPlayer({ callId, audioRef, onTime }: RecordingPlayerProps) {
  const [hasFailed, setHasFailed] = useState(false);
  if (hasFailed) {
    return (
      <Notice
        kind="warning"
        action={
          <Button size="sm" onClick={() => setHasFailed(false)}>
            <RotateCw aria-hidden="true" /> Try again
          </Button>
        }
      >
        The recording could not be loaded: the provider may not have it any more.
      </Notice>
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: the conversation below is its transcript.
    <audio
      ref={audioRef}
      controls
      preload="metadata"
      aria-label="Recording of the call"
      src={`/api/calls/${callId}/recording`}
      onTimeUpdate={(event) => onTime(event.currentTarget.currentTime)}
      onError={() => setHasFailed(true)}
      className="h-10 w-full"
    />
  );
}
