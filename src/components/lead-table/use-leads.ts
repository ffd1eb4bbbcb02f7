"use client";

import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { createRowPatches } from "@/components/live/row-patches";
import { askService, browserDb } from "@/lib/browser-db";
import type { LeadFilters, LeadQuery } from "@/lib/services/leads/lead-query";
import { countLeads, getLead, type LeadPage, listLeads } from "@/lib/services/leads/list";
import { type ClockSettings, createClock } from "@/lib/utils/clock";
import { leadKeys, overviewKey } from "./lead-keys";

/** What the messages of the last seconds said of leads: one memory for all lists of the page. */
export const leadPatches = createRowPatches();

/** The page of leads that the filters ask for; the rows of the page before stay until it is there. */
export function useLeadPage(query: LeadQuery) {
  const read = useReadPage();
  return useQuery({
    queryKey: leadKeys.page(query),
    queryFn: () => read(query),
    placeholderData: keepPreviousData,
    // Changes come by message; what is shown must not move because somebody looked at another window.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Reads a page ahead, when somebody reaches for the way to it. */
export function usePrefetchPage(): (query: LeadQuery) => void {
  const client = useQueryClient();
  const read = useReadPage();
  return useCallback(
    (query) =>
      void client.prefetchQuery({ queryKey: leadKeys.page(query), queryFn: () => read(query) }),
    [client, read],
  );
}

/** Reads a page as the database has it now, whatever is shown. */
export function useReadPage(): (query: LeadQuery) => Promise<LeadPage> {
  const clock = useClockSettings();
  return useCallback(
    async (query) => {
      const askedAtMs = performance.now();
      const page = await listLeads({ db: await browserDb(), now: createClock(clock).now }, query);
      return { ...page, rows: leadPatches.applyTo(page.rows, askedAtMs) };
    },
    [clock],
  );
}

/** How many leads pass the filters. */
export function useLeadCount(teamId: string, filters: LeadFilters) {
  const clock = useClockSettings();
  const input = useMemo(() => ({ teamId, filters }), [teamId, filters]);
  return useQuery({
    queryKey: leadKeys.count(input),
    queryFn: async () => countLeads({ db: await browserDb(), now: createClock(clock).now }, input),
    placeholderData: keepPreviousData,
  });
}

/** One lead that may stand on no page that is loaded. */
export function useLead(leadId: string | undefined) {
  return useQuery({
    queryKey: leadKeys.fields(leadId ?? ""),
    queryFn: async () => (await getLead({ db: await browserDb() }, leadId ?? "")) ?? null,
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
    queryFn: () =>
      askService(
        () => import("@/lib/services/automation/overview"),
        ({ getAutomationOverview }, db) =>
          getAutomationOverview({ db, now: createClock(clock).now }, { teamId }),
      ),
  });
}
