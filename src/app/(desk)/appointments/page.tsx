import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { AppointmentDesk } from "@/components/appointment-list/appointment-desk";
import {
  APPOINTMENTS_PER_PAGE,
  appointmentFilterParsers,
  appointmentKeys,
} from "@/components/appointment-list/appointment-keys";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { type AppointmentQuery, listAppointments } from "@/lib/services/appointments/list";

export const metadata: Metadata = { title: "Appointments" };

const loadFilters = createLoader(appointmentFilterParsers);

interface AppointmentsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function AppointmentsPage({ searchParams }: AppointmentsPageProps) {
  const { teamId } = await requireMembership();
  const ctx = await createUserContext("page.appointments");
  const { when, page } = await loadFilters(searchParams);
  const query: AppointmentQuery = {
    teamId,
    when,
    page: Math.max(1, page),
    pageSize: APPOINTMENTS_PER_PAGE,
  };
  const client = new QueryClient();
  await client.prefetchQuery({
    queryKey: appointmentKeys.page(query),
    queryFn: () => listAppointments(ctx, query),
  });
  return (
    <>
      <PageHeader title="Appointments" />
      <HydrationBoundary state={dehydrate(client)}>
        <AppointmentDesk teamId={teamId} />
      </HydrationBoundary>
    </>
  );
}
