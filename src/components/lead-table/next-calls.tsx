"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { askService } from "@/lib/browser-db";
import type { ShortAnswer } from "@/lib/services/automation/answers";
import type { LeadRow } from "@/lib/services/leads/list";
import { createClock } from "@/lib/utils/clock";
import { NEXT_CALLS_KEY, nextCallsKey } from "./next-calls-key";

const NextCallsContext = createContext<ReadonlyMap<string, ShortAnswer>>(new Map());

/** While calls are made leads change all the time: their answers are asked for again at most this often. */
const BUSY_MS = 15_000;

interface NextCallsProps {
  readonly rows: readonly LeadRow[];
  readonly children: ReactNode;
}

/** Asks for all leads of the page at once when each is called next, and hands the answers to their cells. */
export function NextCalls({ rows, children }: NextCallsProps) {
  const client = useQueryClient();
  const clock = useClockSettings();
  const interval = useAnswerInterval();
  const queryKey = useMemo(() => nextCallsKey(rows), [rows]);
  const refresh = () => void client.invalidateQueries({ queryKey: NEXT_CALLS_KEY });
  useLive(["leads", "calls"], refresh, { debounceMs: BUSY_MS });
  useLive(["settings", "suppressions", "team_calling_rules", "provider_pauses"], refresh);
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      askService(
        () => import("@/lib/services/automation/answers"),
        ({ explainLeads }, db) =>
          explainLeads({ db, now: createClock(clock).now }, { leadIds: rows.map((row) => row.id) }),
      ),
    placeholderData: keepPreviousData,
    staleTime: interval,
    refetchInterval: interval,
  });
  const answers = useMemo(
    () => new Map(data?.map((answer) => [answer.leadId, answer] as const)),
    [data],
  );
  return <NextCallsContext value={answers}>{children}</NextCallsContext>;
}

/** When a lead of the page is called next; undefined until it is known. */
export function useNextCall(leadId: string): ShortAnswer | undefined {
  return useContext(NextCallsContext).get(leadId);
}
