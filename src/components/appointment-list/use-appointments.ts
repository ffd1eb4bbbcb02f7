"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { askService } from "@/lib/browser-db";
import type { AppointmentQuery, AppointmentSpan } from "@/lib/services/appointments/list";
import { createClock } from "@/lib/utils/clock";
import { appointmentKeys } from "./appointment-keys";

const load = () => import("@/lib/services/appointments/list");

/** Fetches again whatever the page shows of appointments. */
export function useRefreshAppointments(): () => void {
  const client = useQueryClient();
  return useCallback(
    () => void client.invalidateQueries({ queryKey: appointmentKeys.all }),
    [client],
  );
}

/** Keeps what the page shows current while it is open. */
export function useLiveAppointments(): void {
  useLive(["appointments"], useRefreshAppointments());
}

export function useAppointmentPage(query: AppointmentQuery) {
  const now = useNow();
  return useQuery({
    queryKey: appointmentKeys.page(query),
    queryFn: () => askService(load, (it, db) => it.listAppointments({ db, now }, query)),
    placeholderData: keepPreviousData,
    // Time alone makes a demo a past one.
    refetchInterval: useAnswerInterval(),
  });
}

export function useAppointmentSpan(span: AppointmentSpan) {
  const now = useNow();
  return useQuery({
    queryKey: appointmentKeys.week(span),
    queryFn: () => askService(load, (it, db) => it.listAppointmentsBetween({ db, now }, span)),
    placeholderData: keepPreviousData,
  });
}

/** Fetches a week before it is shown. */
export function usePrefetchSpan(): (span: AppointmentSpan) => void {
  const client = useQueryClient();
  const now = useNow();
  return useCallback(
    (span) =>
      void client.prefetchQuery({
        queryKey: appointmentKeys.week(span),
        queryFn: () => askService(load, (it, db) => it.listAppointmentsBetween({ db, now }, span)),
      }),
    [client, now],
  );
}

/** One appointment, for a drawer; null when it does not exist for this user. */
export function useAppointment(appointmentId: string | undefined) {
  const now = useNow();
  return useQuery({
    queryKey: appointmentKeys.one(appointmentId ?? ""),
    queryFn: () =>
      askService(load, (it, db) =>
        it.getAppointment({ db, now }, { appointmentId: appointmentId ?? "" }),
      ),
    enabled: appointmentId !== undefined,
  });
}

function useNow(): () => Date {
  const clock = useClockSettings();
  return useMemo(() => createClock(clock).now, [clock]);
}
