"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLive, useTeamId } from "@/components/live/live-provider";
import { askService } from "@/lib/browser-db";
import type { LiveStatus } from "@/lib/services/live-status";

const loadStatus = () => import("@/lib/services/live-status");

/** Automation's switch, what pauses it and the calls under way, kept current. */
export function useLiveStatusQuery(initial: LiveStatus): LiveStatus {
  const teamId = useTeamId();
  const queryKey = ["live-status", teamId];
  const queries = useQueryClient();
  useLive(
    ["settings", "calls", "provider_pauses"],
    () => void queries.invalidateQueries({ queryKey }),
  );
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      askService(loadStatus, ({ getLiveStatus }, db) => getLiveStatus({ db }, { teamId })),
    initialData: initial,
  });
  return data;
}
