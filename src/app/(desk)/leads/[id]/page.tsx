import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { callKeys } from "@/components/call-list/call-keys";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { LeadPage } from "@/components/lead-view/lead-page";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listAppointmentsOfLead } from "@/lib/services/appointments/list";
import { listCallsOfLead } from "@/lib/services/calls/list";
import { getLeadTimeline } from "@/lib/services/leads/timeline";
import { seedLead } from "../seed-lead";

export const metadata: Metadata = { title: "Lead" };

interface LeadRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function LeadRoute({ params }: LeadRouteProps) {
  const { role } = await requireMembership();
  const { id: leadId } = await params;
  if (!z.uuid().safeParse(leadId).success) notFound();
  const ctx = await createUserContext("page.lead");
  const client = new QueryClient();
  const [lead] = await Promise.all([
    seedLead(client, ctx, leadId),
    client.prefetchInfiniteQuery({
      queryKey: leadKeys.timeline(leadId),
      queryFn: () => getLeadTimeline(ctx, { leadId, before: null }),
      initialPageParam: null,
    }),
    client.prefetchQuery({
      queryKey: leadKeys.appointments(leadId),
      queryFn: () => listAppointmentsOfLead(ctx, { leadId }),
    }),
    client.prefetchQuery({
      queryKey: callKeys.ofLead(leadId),
      queryFn: () => listCallsOfLead(ctx, { leadId }),
    }),
  ]);
  if (!lead) notFound();
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LeadPage key={leadId} leadId={leadId} canEdit={role !== "viewer"} />
    </HydrationBoundary>
  );
}
