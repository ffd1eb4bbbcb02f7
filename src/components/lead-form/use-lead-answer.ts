"use client";

import { useQuery } from "@tanstack/react-query";
import { useClockSettings } from "@/components/live/clock-context";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { askService } from "@/lib/browser-db";
import { createClock } from "@/lib/utils/clock";
import { leadAnswerKey } from "./lead-answer-key";

/** Whether one lead may be called now, and why not; null when it is gone. */
export function useLeadAnswer(leadId: string) {
  const clock = useClockSettings();
  const interval = useAnswerInterval();
  return useQuery({
    queryKey: leadAnswerKey(leadId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/automation/answers"),
        async ({ explainLead }, db) =>
          (await explainLead({ db, now: createClock(clock).now }, { leadId })) ?? null,
      ),
    staleTime: interval,
    refetchInterval: interval,
  });
}
