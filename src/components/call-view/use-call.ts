"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callKeys } from "@/components/call-list/call-keys";
import { useLive } from "@/components/live/live-provider";
import { getCallDetail } from "@/lib/services/calls/detail";
import { getCallProgress } from "@/lib/services/calls/lines";
import { OPEN_CALL_STATES } from "@/lib/services/calls/list";
import { createClientComponentClient } from "@/lib/supabase-browser";

/** A call and what was said in it, kept current. The call is null when it is gone. */
export function useCall(callId: string) {
  const client = useQueryClient();
  useLive(["calls", "emails", "appointments"], (changes) => {
    const isOthers =
      changes.length > 0 &&
      changes.every(({ topic, ids }) => {
        return topic === "calls" && ids !== null && !ids.includes(callId);
      });
    if (isOthers) return;
    void client.invalidateQueries({ queryKey: callKeys.one(callId) });
    void client.invalidateQueries({ queryKey: callKeys.progress(callId) });
  });
  const call = useQuery({
    queryKey: callKeys.one(callId),
    queryFn: async () =>
      (await getCallDetail({ db: createClientComponentClient() }, callId)) ?? null,
  });
  const progress = useQuery({
    queryKey: callKeys.progress(callId),
    queryFn: () => getCallProgress({ db: createClientComponentClient() }, callId),
  });
  return { call, progress };
}

/** Whether a call is going on, as far as our own books know. */
export function isOpen(state: string): boolean {
  return OPEN_CALL_STATES.some((open) => open === state);
}
