"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive, useLiveStatus } from "@/components/live/live-provider";
import type { LiveChange, LiveTopic } from "@/components/live/team-channel";
import { askService } from "@/lib/browser-db";
import type { TimelineCursor } from "@/lib/services/leads/timeline";
import { createClock } from "@/lib/utils/clock";

/** Consents, do-not-call entries, mails and the import of a lead; null when it is gone. */
export function useLeadRecord(leadId: string) {
  return useQuery({
    queryKey: leadKeys.record(leadId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/record"),
        async ({ getLeadRecord }, db) => (await getLeadRecord({ db }, { leadId })) ?? null,
      ),
  });
}

/** Who did what to a lead and when, the latest first, page by page. */
export function useLeadTimeline(leadId: string) {
  return useInfiniteQuery({
    queryKey: leadKeys.timeline(leadId),
    queryFn: ({ pageParam }) =>
      askService(
        () => import("@/lib/services/leads/timeline"),
        ({ getLeadTimeline }, db) => getLeadTimeline({ db }, { leadId, before: pageParam }),
      ),
    initialPageParam: null as TimelineCursor | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The demos that were agreed with a lead, the latest first. */
export function useLeadAppointments(leadId: string) {
  const clock = useClockSettings();
  return useQuery({
    queryKey: leadKeys.appointments(leadId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/appointments/list"),
        ({ listAppointmentsOfLead }, db) =>
          listAppointmentsOfLead({ db, now: createClock(clock).now }, { leadId }),
      ),
  });
}

/**
 * Reads anew what was read when the lead was open before: while it was closed, nobody listened for it. What came with a page
 * that is not connected yet is read again anyway as soon as it is.
 */
export function useFreshLead(leadId: string, cameWithPage: boolean): void {
  const client = useQueryClient();
  const { status } = useLiveStatus();
  const [isRead] = useState(cameWithPage && status !== "live");
  useEffect(() => {
    if (isRead) return;
    void client.invalidateQueries({ queryKey: leadKeys.one(leadId) }, { cancelRefetch: false });
  }, [client, leadId, isRead]);
}

const TOPICS = [
  "leads",
  "calls",
  "appointments",
  "emails",
  "lead_notes",
  "suppressions",
] as const satisfies readonly LiveTopic[];

/** An automation that is on changes something all the time; most of it is about other leads. */
const SETTLE_MS = 700;

/** Keeps what is shown of a lead as it is in the database. */
export function useLiveLead(leadId: string): void {
  const client = useQueryClient();
  useLive(
    TOPICS,
    (changes) => {
      if (changes.length > 0 && changes.every((change) => isOfOthers(change, leadId))) return;
      void client.invalidateQueries({ queryKey: leadKeys.one(leadId) });
    },
    { debounceMs: SETTLE_MS },
  );
}

/** Changes of many at once, and of the do-not-call list, do not say whom they are about. */
export function isOfOthers({ topic, ids, leadIds }: LiveChange, leadId: string): boolean {
  const about = topic === "leads" ? ids : leadIds;
  return about != null && !about.includes(leadId);
}
