import type { QueryClient } from "@tanstack/react-query";
import { leadAnswerKey } from "@/components/lead-form/lead-answer-key";
import { leadKeys } from "@/components/lead-table/lead-keys";
import type { ServiceContext } from "@/lib/context";
import { explainLead } from "@/lib/services/automation/answers";
import { getLead, type LeadRow } from "@/lib/services/leads/list";
import { getLeadRecord } from "@/lib/services/leads/record";

/** Reads what an open lead shows first, so that it is there with the page; undefined when there is no such lead. */
export async function seedLead(
  client: QueryClient,
  ctx: ServiceContext,
  leadId: string,
): Promise<LeadRow | undefined> {
  const [lead] = await Promise.all([
    getLead(ctx, leadId),
    client.prefetchQuery({
      queryKey: leadKeys.record(leadId),
      queryFn: async () => (await getLeadRecord(ctx, { leadId })) ?? null,
    }),
    client.prefetchQuery({
      queryKey: leadAnswerKey(leadId),
      queryFn: async () => (await explainLead(ctx, { leadId })) ?? null,
    }),
  ]);
  if (lead) client.setQueryData(leadKeys.fields(leadId), lead);
  return lead;
}
