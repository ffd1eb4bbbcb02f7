"use client";

import { CalendarClock, SearchX } from "lucide-react";
import Link from "next/link";
import { Pagination } from "@/components/lead-table/pagination";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { userMessageOf } from "@/lib/errors";
import type { AppointmentQuery } from "@/lib/services/appointments/list";
import { AppointmentDays } from "./appointment-days";
import type { AppointmentFilters } from "./appointment-keys";
import type { AppointmentActions } from "./appointment-menu";
import { useAppointmentPage } from "./use-appointments";

interface ListViewProps {
  readonly query: AppointmentQuery;
  readonly onChange: (changes: Partial<AppointmentFilters>) => void;
  readonly actions: AppointmentActions | undefined;
}

/** The demos to come or those that are over, by day. */
export function ListView({ query, onChange, actions }: ListViewProps) {
  const appointments = useAppointmentPage(query);
  const { data } = appointments;
  return (
    <Tabs
      value={query.when}
      onValueChange={(when) => onChange({ when: when === "past" ? "past" : "upcoming", page: 1 })}
    >
      <TabsList aria-label="Which appointments">
        <TabsTrigger value="upcoming">Upcoming</TabsTrigger>
        <TabsTrigger value="past">Past</TabsTrigger>
      </TabsList>
      <TabsContent value={query.when} className="pt-4 outline-none">
        {appointments.isError && !data ? (
          <ErrorState
            title="The appointments could not be loaded"
            message={userMessageOf(appointments.error)}
            onRetry={() => void appointments.refetch()}
            isRetrying={appointments.isFetching}
          />
        ) : !data ? (
          <SkeletonRows rows={6} label="Loading appointments" />
        ) : data.rows.length > 0 ? (
          <AppointmentDays rows={data.rows} actions={actions} />
        ) : query.status ? (
          <NoneFound onClear={() => onChange({ status: null })} />
        ) : (
          <NoAppointments when={query.when} />
        )}
        {data && data.total > query.pageSize ? (
          <Pagination
            page={query.page}
            pageSize={query.pageSize}
            total={data.total}
            noun="appointments"
            onPage={(page) => onChange({ page })}
          />
        ) : null}
      </TabsContent>
    </Tabs>
  );
}

function NoneFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No demos with this status"
      action={<Button onClick={onClear}>Show all</Button>}
    >
      There are none here at the moment.
    </EmptyState>
  );
}

function NoAppointments({ when }: Pick<AppointmentQuery, "when">) {
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
