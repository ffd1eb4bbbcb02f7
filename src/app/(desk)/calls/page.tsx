import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CallDesk } from "@/components/call-list/call-desk";
import { loadCallFilters, toCallQuery } from "@/components/call-list/call-filters";
import { callKeys } from "@/components/call-list/call-keys";
import { overviewKey } from "@/components/lead-table/lead-keys";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { listCalls, listLiveCalls } from "@/lib/services/calls/list";
import { getSettings } from "@/lib/services/settings";
import { zoneName } from "@/lib/utils/speech";

export const metadata: Metadata = { title: "Calls" };

interface CallsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function CallsPage({ searchParams }: CallsPageProps) {
  const { teamId } = await requireMembership();
  const ctx = await createUserContext("page.calls");
  const { timezone, max_attempts } = await getSettings(ctx, { teamId });
  const query = toCallQuery({ teamId, timeZone: timezone }, await loadCallFilters(searchParams));
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({ queryKey: callKeys.page(query), queryFn: () => listCalls(ctx, query) }),
    client.prefetchQuery({
      queryKey: callKeys.live(teamId),
      queryFn: () => listLiveCalls(ctx, { teamId }),
    }),
    client.prefetchQuery({
      queryKey: overviewKey(teamId),
      queryFn: () => getAutomationOverview(ctx, { teamId }),
    }),
  ]);
  return (
    <>
      <PageHeader title="Calls" />
      <HydrationBoundary state={dehydrate(client)}>
        <CallDesk
          teamId={teamId}
          timeZone={timezone}
          zoneName={zoneName(timezone, ctx.now())}
          maxAttempts={max_attempts}
        />
      </HydrationBoundary>
    </>
  );
}
