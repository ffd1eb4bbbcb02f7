import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { AppointmentDesk } from "@/components/appointment-list/appointment-desk";
import {
  appointmentKeys,
  loadAppointmentFilters,
  toAppointmentQuery,
  toWeekSpan,
} from "@/components/appointment-list/appointment-keys";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listAppointments, listAppointmentsBetween } from "@/lib/services/appointments/list";
import { localDate } from "@/lib/utils/slots";

/** Moving a demo makes Cal.com write calendars and send mail before it answers. */
export const maxDuration = 60;

export const metadata: Metadata = { title: "Appointments" };

interface AppointmentsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function AppointmentsPage({ searchParams }: AppointmentsPageProps) {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.appointments");
  const filters = await loadAppointmentFilters(searchParams);
  const client = new QueryClient();
  if (filters.view === "week") {
    // Where the viewer's calendar day is another than this one, the browser asks for its own week.
    const span = toWeekSpan(teamId, filters, localDate(ctx.now(), "UTC"));
    await client.prefetchQuery({
      queryKey: appointmentKeys.week(span),
      queryFn: () => listAppointmentsBetween(ctx, span),
    });
  } else {
    const query = toAppointmentQuery(teamId, filters);
    await client.prefetchQuery({
      queryKey: appointmentKeys.page(query),
      queryFn: () => listAppointments(ctx, query),
    });
  }
  return (
    <>
      <PageHeader title="Appointments" />
      <HydrationBoundary state={dehydrate(client)}>
        <AppointmentDesk teamId={teamId} canEdit={role !== "viewer"} />
      </HydrationBoundary>
    </>
  );
}
