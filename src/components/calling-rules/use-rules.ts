"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useLive } from "@/components/live/live-provider";
import { askService } from "@/lib/browser-db";
import { holidaysKey, rulesKey, teamHolidaysKey } from "./rule-keys";

const loadRules = () => import("@/lib/services/calling-rules");
const loadHolidays = () => import("@/lib/services/holidays");

/** The rules of all states as they hold for the team; live. */
export function useRules(teamId: string) {
  useLive(["team_calling_rules"], useRefreshRules(teamId));
  return useQuery({
    queryKey: rulesKey(teamId),
    queryFn: () =>
      askService(loadRules, ({ listCallingRules }, db) => listCallingRules({ db }, { teamId })),
  });
}

export function useRefreshRules(teamId: string): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: rulesKey(teamId) });
    void client.invalidateQueries({ queryKey: ["policy-preview", teamId] });
  }, [client, teamId]);
}

/** The holidays of one year, which change with a migration only. */
export function useHolidays(year: number) {
  return useQuery({
    queryKey: holidaysKey(year),
    queryFn: () =>
      askService(loadHolidays, ({ listHolidays }, db) => listHolidays({ db }, { year })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The team's own days. */
export function useTeamHolidays(teamId: string) {
  return useQuery({
    queryKey: teamHolidaysKey(teamId),
    queryFn: () =>
      askService(loadHolidays, ({ listTeamHolidays }, db) => listTeamHolidays({ db }, { teamId })),
  });
}
