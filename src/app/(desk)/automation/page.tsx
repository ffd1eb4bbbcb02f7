import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AutomationDesk } from "@/components/automation-panel/automation-desk";
import { settingsKey } from "@/components/automation-panel/settings-key";
import { overviewKey } from "@/components/lead-table/lead-keys";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { getSettings } from "@/lib/services/settings";

export const metadata: Metadata = { title: "Automation" };

export default async function AutomationPage() {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.automation");
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({
      queryKey: settingsKey(teamId),
      queryFn: () => getSettings(ctx, { teamId }),
    }),
    client.prefetchQuery({
      queryKey: overviewKey(teamId),
      queryFn: () => getAutomationOverview(ctx, { teamId }),
    }),
  ]);
  return (
    <>
      <PageHeader title="Automation" />
      <HydrationBoundary state={dehydrate(client)}>
        <AutomationDesk teamId={teamId} role={role} />
      </HydrationBoundary>
    </>
  );
}
