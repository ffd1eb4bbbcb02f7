"use client";

import { useEffect, useRef, useState } from "react";
import { browserDb } from "@/lib/browser-db";
import type { LiveStatus } from "./private-channel";
import { type LiveChange, openTeamChannel } from "./team-channel";

export interface TeamChannelListener {
  readonly onChange: (change: LiveChange) => void;
  /** The channel is open, for the first time or again: fetch everything once. */
  readonly onOpen: () => void;
}

/** The page's one realtime subscription; used by LiveProvider, everything else listens through it. */
export function useTeamChannel(teamId: string, listener: TeamChannelListener): LiveStatus {
  const [status, setStatus] = useState<LiveStatus>("connecting");
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      openTeamChannel(browserDb, teamId, {
        onChange: (change) => latest.current.onChange(change),
        onStatus: (next) => {
          setStatus(next);
          if (next === "live") latest.current.onOpen();
        },
      }),
    [teamId],
  );
  return status;
}
