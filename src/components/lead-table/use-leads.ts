"use client";

import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { getLead, type LeadQuery, listLeads } from "@/lib/services/leads/list";
import { createClientComponentClient } from "@/lib/supabase-browser";
import { type ClockSettings, createClock } from "@/lib/utils/clock";
import { leadKeys, overviewKey } from "./lead-keys";

/** The page of leads that the filters ask for; the rows of the page before stay until it is there. */
export function useLeadPage(query: LeadQuery) {
  return useQuery({
    queryKey: leadKeys.page(query),
    queryFn: () => listLeads({ db: createClientComponentClient() }, query),
    placeholderData: keepPreviousData,
  });
}

/** One lead that may stand on no page that is loaded. */
export function useLead(leadId: string | undefined) {
  return useQuery({
    queryKey: leadKeys.one(leadId ?? ""),
    queryFn: async () =>
      (await getLead({ db: createClientComponentClient() }, leadId ?? "")) ?? null,
    enabled: leadId !== undefined,
  });
}

/** Figures about the team's leads and calls. */
export function useAutomationOverview(teamId: string) {
  return useQuery(overviewOptions(teamId, useClockSettings()));
}

/** Says that leads have changed: what is shown of them is asked for again. */
export function useRefreshLeads(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: leadKeys.all });
    void client.invalidateQueries({ queryKey: ["automation-overview"] });
  }, [client]);
}

function overviewOptions(teamId: string, clock: ClockSettings) {
  return queryOptions({
    queryKey: overviewKey(teamId),
    queryFn: () => {
      const { now } = createClock(clock);
      return getAutomationOverview({ db: createClientComponentClient(), now }, { teamId });
    },
  });
}
