"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { Pagination } from "@/components/lead-table/pagination";
import { useBusinessNow, useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { userMessageOf } from "@/lib/errors";
import {
  type AppointmentQuery,
  type AppointmentRow,
  listAppointments,
} from "@/lib/services/appointments/list";
import { createClientComponentClient } from "@/lib/supabase-browser";
import { createClock } from "@/lib/utils/clock";
import { AppointmentItem } from "./appointment-item";
import {
  APPOINTMENTS_PER_PAGE,
  appointmentFilterParsers,
  appointmentKeys,
} from "./appointment-keys";
import { groupByDay, nameDay } from "./group-by-day";

/** The team's demos, upcoming or past, by day; live. */
export function AppointmentDesk({ teamId }: { readonly teamId: string }) {
  const [filters, setFilters] = useQueryStates(appointmentFilterParsers);
  const query: AppointmentQuery = {
    teamId,
    when: filters.when,
    page: Math.max(1, filters.page),
    pageSize: APPOINTMENTS_PER_PAGE,
  };
  const appointments = useAppointments(query);
  const { data } = appointments;
  return (
    <Tabs
      value={filters.when}
      onValueChange={(when) =>
        void setFilters({ when: when === "past" ? "past" : "upcoming", page: 1 })
      }
    >
      <TabsList aria-label="Which appointments">
        <TabsTrigger value="upcoming">Upcoming</TabsTrigger>
        <TabsTrigger value="past">Past</TabsTrigger>
      </TabsList>
      <TabsContent value={filters.when} className="pt-4 outline-none">
        {appointments.isError && !data ? (
          <ErrorState
            title="The appointments could not be loaded"
            message={userMessageOf(appointments.error)}
            onRetry={() => void appointments.refetch()}
            isRetrying={appointments.isFetching}
          />
        ) : !data ? (
          <SkeletonRows rows={6} label="Loading appointments" />
        ) : data.rows.length === 0 ? (
          <NoAppointments when={filters.when} />
        ) : (
          <AppointmentDays rows={data.rows} />
        )}
        {data && data.total > APPOINTMENTS_PER_PAGE ? (
          <Pagination
            page={query.page}
            pageSize={query.pageSize}
            total={data.total}
            noun="appointments"
            onPage={(page) => void setFilters({ page })}
          />
        ) : null}
      </TabsContent>
    </Tabs>
  );
}

function useAppointments(query: AppointmentQuery) {
  const client = useQueryClient();
  const clock = useClockSettings();
  useLive(["appointments"], () => {
    void client.invalidateQueries({ queryKey: appointmentKeys.all });
  });
  return useQuery({
    queryKey: appointmentKeys.page(query),
    queryFn: () =>
      listAppointments({ db: createClientComponentClient(), now: createClock(clock).now }, query),
    placeholderData: keepPreviousData,
  });
}

function AppointmentDays({ rows }: { readonly rows: readonly AppointmentRow[] }) {
  const now = useBusinessNow();
  const viewerZone = useViewerZone();
  // Before hydration nobody knows the viewer's zone: the days of UTC keep the place, unread.
  const zone = viewerZone ?? "UTC";
  return (
    <div className={viewerZone ? "flex flex-col gap-5" : "invisible flex flex-col gap-5"}>
      {groupByDay(rows, zone).map(({ day, rows: ofDay }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="pb-2 font-semibold text-[0.8125rem]">
            {nameDay(day, now, zone)}
            <span className="figure ml-2 font-normal text-muted">{ofDay.length}</span>
          </h2>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {ofDay.map((row) => (
              <AppointmentItem key={row.id} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function NoAppointments({ when }: { readonly when: "upcoming" | "past" }) {
  if (when === "past") {
    return (
      <EmptyState icon={CalendarClock} title="No past demos yet">
        Demos stand here once they are over, with those that were cancelled or missed.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CalendarClock}
      title="No upcoming demos"
      action={
        <Button asChild>
          <Link href="/automation">Open the automation</Link>
        </Button>
      }
    >
      Demos that the agent books during a call, and those booked by hand in the calendar, appear
      here at once.
    </EmptyState>
  );
}
