"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import {
  type AppointmentQuery,
  type AppointmentSpan,
  getAppointment,
  listAppointments,
  listAppointmentsBetween,
} from "@/lib/services/appointments/list";
import { createClientComponentClient } from "@/lib/supabase-browser";
import { createClock } from "@/lib/utils/clock";
import { appointmentKeys } from "./appointment-keys";

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
  const context = useReadContext();
  return useQuery({
    queryKey: appointmentKeys.page(query),
    queryFn: () => listAppointments(context(), query),
    placeholderData: keepPreviousData,
    // Time alone makes a demo a past one.
    refetchInterval: useAnswerInterval(),
  });
}

export function useAppointmentSpan(span: AppointmentSpan) {
  const context = useReadContext();
  return useQuery({
    queryKey: appointmentKeys.week(span),
    queryFn: () => listAppointmentsBetween(context(), span),
    placeholderData: keepPreviousData,
  });
}

/** Fetches a week before it is shown. */
export function usePrefetchSpan(): (span: AppointmentSpan) => void {
  const client = useQueryClient();
  const context = useReadContext();
  return useCallback(
    (span) =>
      void client.prefetchQuery({
        queryKey: appointmentKeys.week(span),
        queryFn: () => listAppointmentsBetween(context(), span),
      }),
    [client, context],
  );
}

/** One appointment, for a drawer; null when it does not exist for this user. */
export function useAppointment(appointmentId: string | undefined) {
  const context = useReadContext();
  return useQuery({
    queryKey: appointmentKeys.one(appointmentId ?? ""),
    queryFn: () => getAppointment(context(), { appointmentId: appointmentId ?? "" }),
    enabled: appointmentId !== undefined,
  });
}

function useReadContext() {
  const clock = useClockSettings();
  return useMemo(() => {
    const { now } = createClock(clock);
    return () => ({ db: createClientComponentClient(), now });
  }, [clock]);
}
