"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callKeys } from "@/components/call-list/call-keys";
import { type LiveStatus, openPrivateChannel } from "@/components/live/private-channel";
import { browserDb } from "@/lib/browser-db";
import { type HeardLines, hear, lineMessageSchema, NOTHING_HEARD } from "@/lib/utils/live-lines";

interface Hearing {
  readonly heard: HeardLines;
  readonly status: LiveStatus;
}

/**
 * Listens to the channel of a call that goes on. Lines come in the messages; of tool calls the messages only say that
 * there is news, which is then read, as is everything after a (re)connection.
 */
export function useHeardLines(callId: string): Hearing {
  const client = useQueryClient();
  const [heard, setHeard] = useState(NOTHING_HEARD);
  const [status, setStatus] = useState<LiveStatus>("connecting");
  useEffect(() => {
    const readAll = () => void client.invalidateQueries({ queryKey: callKeys.progress(callId) });
    return openPrivateChannel(browserDb, `call:${callId}`, {
      onMessage: ({ event, payload }) => {
        if (event === "tool") return readAll();
        const message = lineMessageSchema.safeParse(payload);
        if (event === "line" && message.success) setHeard((known) => hear(known, message.data));
      },
      onStatus: (next) => {
        setStatus(next);
        if (next === "live") readAll();
      },
    });
  }, [callId, client]);
  return { heard, status };
}
