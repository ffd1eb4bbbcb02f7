"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { askService } from "@/lib/browser-db";

const viewsKey = (teamId: string) => ["lead-views", teamId];

/** The views that the user can choose from; asked for when they are wanted. */
export function useViews(teamId: string, isWanted: boolean) {
  return useQuery({
    queryKey: viewsKey(teamId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/views"),
        ({ listLeadViews }, db) => listLeadViews({ db }, { teamId }),
      ),
    enabled: isWanted,
  });
}

export function useRefreshViews(teamId: string): () => void {
  const client = useQueryClient();
  return useCallback(
    () => void client.invalidateQueries({ queryKey: viewsKey(teamId) }),
    [client, teamId],
  );
}
