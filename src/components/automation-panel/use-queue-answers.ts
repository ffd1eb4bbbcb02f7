"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { getAutomationHealth, getWaterfall } from "@/lib/services/automation/answers";
import { getForecast } from "@/lib/services/automation/forecast";
import { createClientComponentClient } from "@/lib/supabase-browser";
import { createClock } from "@/lib/utils/clock";
import { forecastKey, healthKey, waterfallKey } from "./answer-keys";

/** Counting a long list takes the database a while; while calls are made it changes all the time. */
const BUSY_MS = 15_000;

/** What pauses calls and what they cost today, kept current. */
export function useHealth(teamId: string) {
  const context = useReadContext();
  const client = useQueryClient();
  const queryKey = healthKey(teamId);
  useLive(
    ["provider_pauses", "calls", "settings"],
    () => void client.invalidateQueries({ queryKey }),
  );
  return useQuery({ queryKey, queryFn: () => getAutomationHealth(context(), { teamId }) });
}

/** Where all leads stand, kept current. */
export function useWaterfall(teamId: string) {
  const context = useReadContext();
  const interval = useAnswerInterval();
  const queryKey = waterfallKey(teamId);
  useRefreshed(queryKey);
  return useQuery({
    queryKey,
    queryFn: () => getWaterfall(context(), { teamId }),
    refetchInterval: interval,
  });
}

/** The calls of the next days, as far as they can be known; a longer look replaces a shorter one when it is there. */
export function useForecast(teamId: string, days: number) {
  const context = useReadContext();
  const queryKey = forecastKey(teamId);
  useRefreshed(queryKey);
  return useQuery({
    queryKey: [...queryKey, days],
    queryFn: () => getForecast(context(), { teamId, days }),
    placeholderData: keepPreviousData,
  });
}

function useReadContext() {
  const clock = useClockSettings();
  return () => ({ db: createClientComponentClient(), now: createClock(clock).now });
}

function useRefreshed(queryKey: readonly string[]): void {
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey });
  useLive(["leads", "calls"], refresh, { debounceMs: BUSY_MS });
  useLive(["settings", "suppressions", "team_calling_rules", "provider_pauses"], refresh);
}
