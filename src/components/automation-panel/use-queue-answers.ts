"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { askService } from "@/lib/browser-db";
import { createClock } from "@/lib/utils/clock";
import { forecastKey, healthKey, waterfallKey } from "./answer-keys";

const loadAnswers = () => import("@/lib/services/automation/answers");
const loadForecast = () => import("@/lib/services/automation/forecast");

/** Counting a long list takes the database a while; while calls are made it changes all the time. */
const BUSY_MS = 15_000;

/** What pauses calls and what they cost today, kept current. */
export function useHealth(teamId: string) {
  const now = useNow();
  const client = useQueryClient();
  const queryKey = healthKey(teamId);
  useLive(
    ["provider_pauses", "calls", "settings"],
    () => void client.invalidateQueries({ queryKey }),
  );
  return useQuery({
    queryKey,
    queryFn: () =>
      askService(loadAnswers, (answers, db) =>
        answers.getAutomationHealth({ db, now }, { teamId }),
      ),
  });
}

/** Where all leads stand, kept current. */
export function useWaterfall(teamId: string) {
  const now = useNow();
  const interval = useAnswerInterval();
  const queryKey = waterfallKey(teamId);
  useRefreshed(queryKey);
  return useQuery({
    queryKey,
    queryFn: () =>
      askService(loadAnswers, (answers, db) => answers.getWaterfall({ db, now }, { teamId })),
    refetchInterval: interval,
  });
}

/** The calls of the next days, as far as they can be known; a longer look replaces a shorter one when it is there. */
export function useForecast(teamId: string, days: number) {
  const now = useNow();
  const queryKey = forecastKey(teamId);
  useRefreshed(queryKey);
  return useQuery({
    queryKey: [...queryKey, days],
    queryFn: () =>
      askService(loadForecast, (it, db) => it.getForecast({ db, now }, { teamId, days })),
    placeholderData: keepPreviousData,
  });
}

function useNow(): () => Date {
  return createClock(useClockSettings()).now;
}

function useRefreshed(queryKey: readonly string[]): void {
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey });
  useLive(["leads", "calls"], refresh, { debounceMs: BUSY_MS });
  useLive(["settings", "suppressions", "team_calling_rules", "provider_pauses"], refresh);
}
