"use client";

import { useQuery } from "@tanstack/react-query";
import { useClockSettings } from "@/components/live/clock-context";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { browserDb } from "@/lib/browser-db";
import { explainLead } from "@/lib/services/automation/answers";
import { createClock } from "@/lib/utils/clock";

export const leadAnswerKey = (leadId: string) => ["lead-answer", leadId];

/** Whether one lead may be called now, and why not; null when it is gone. */
export function useLeadAnswer(leadId: string) {
  const clock = useClockSettings();
  const interval = useAnswerInterval();
  return useQuery({
    queryKey: leadAnswerKey(leadId),
    queryFn: async () => {
      const ctx = { db: await browserDb(), now: createClock(clock).now };
      return (await explainLead(ctx, { leadId })) ?? null;
    },
    staleTime: interval,
    refetchInterval: interval,
  });
}
