import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { callKeys } from "@/components/call-list/call-keys";
import { leadAnswerKey } from "@/components/lead-form/lead-answer-key";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { LeadPage } from "@/components/lead-view/lead-page";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listAppointmentsOfLead } from "@/lib/services/appointments/list";
import { explainLead } from "@/lib/services/automation/answers";
import { listCallsOfLead } from "@/lib/services/calls/list";
import { getLead } from "@/lib/services/leads/list";
import { getLeadRecord } from "@/lib/services/leads/record";
import { getLeadTimeline } from "@/lib/services/leads/timeline";

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
    getLead(ctx, leadId),
    client.prefetchQuery({
      queryKey: leadKeys.record(leadId),
      queryFn: async () => (await getLeadRecord(ctx, { leadId })) ?? null,
    }),
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
    client.prefetchQuery({
      queryKey: leadAnswerKey(leadId),
      queryFn: async () => (await explainLead(ctx, { leadId })) ?? null,
    }),
  ]);
  if (!lead) notFound();
  client.setQueryData(leadKeys.fields(leadId), lead);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LeadPage key={leadId} leadId={leadId} canEdit={role !== "viewer"} />
    </HydrationBoundary>
  );
}
