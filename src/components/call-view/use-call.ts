"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callKeys } from "@/components/call-list/call-keys";
import { useLive } from "@/components/live/live-provider";
import { askService } from "@/lib/browser-db";
import { OPEN_CALL_STATES } from "@/lib/services/calls/list";

const loadDetail = () => import("@/lib/services/calls/detail");
const loadLines = () => import("@/lib/services/calls/lines");

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
      (await askService(loadDetail, (it, db) => it.getCallDetail({ db }, callId))) ?? null,
  });
  const progress = useQuery({
    queryKey: callKeys.progress(callId),
    queryFn: () =>
      askService(loadLines, ({ getCallProgress }, db) => getCallProgress({ db }, callId)),
  });
  return { call, progress };
}

/** Whether a call is going on, as far as our own books know. */
export function isOpen(state: string): boolean {
  return OPEN_CALL_STATES.some((open) => open === state);
}
