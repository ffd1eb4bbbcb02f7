"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { askService } from "@/lib/browser-db";
import type { CallQuery } from "@/lib/services/calls/list";
import { callKeys } from "./call-keys";

const loadCalls = () => import("@/lib/services/calls/list");

/** The page of finished calls that the filters ask for; the rows of the page before stay until it is there. */
export function useCallPage(query: CallQuery) {
  return useQuery({
    queryKey: callKeys.page(query),
    queryFn: () => askService(loadCalls, ({ listCalls }, db) => listCalls({ db }, query)),
    placeholderData: keepPreviousData,
  });
}

/** Lines are announced to those who watch a call, not to the team: the list asks for the last words. */
const LAST_WORDS_MS = 2500;

/** The calls that are going on. */
export function useLiveCalls(teamId: string) {
  return useQuery({
    queryKey: callKeys.live(teamId),
    queryFn: () =>
      askService(loadCalls, ({ listLiveCalls }, db) => listLiveCalls({ db }, { teamId })),
    refetchInterval: ({ state }) => (state.data?.length ? LAST_WORDS_MS : false),
  });
}

/** The calls that were made to a lead. */
export function useCallsOfLead(leadId: string) {
  return useQuery({
    queryKey: callKeys.ofLead(leadId),
    queryFn: () =>
      askService(loadCalls, ({ listCallsOfLead }, db) => listCallsOfLead({ db }, { leadId })),
  });
}

/** Says that calls have changed: what is shown of them is asked for again. */
export function useRefreshCalls(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: callKeys.all });
    void client.invalidateQueries({ queryKey: ["automation-overview"] });
  }, [client]);
}
