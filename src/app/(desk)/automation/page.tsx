import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Ban, Scale } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { healthKey, waterfallKey } from "@/components/automation-panel/answer-keys";
import { AutomationDesk } from "@/components/automation-panel/automation-desk";
import { settingsKey } from "@/components/automation-panel/settings-key";
import { overviewKey } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getAutomationHealth, getWaterfall } from "@/lib/services/automation/answers";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { getSettings } from "@/lib/services/settings";

export const metadata: Metadata = { title: "Automation" };

export default async function AutomationPage() {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.automation");
  const client = new QueryClient();
  const team = { teamId };
  await Promise.all([
    client.prefetchQuery({ queryKey: settingsKey(teamId), queryFn: () => getSettings(ctx, team) }),
    client.prefetchQuery({
      queryKey: overviewKey(teamId),
      queryFn: () => getAutomationOverview(ctx, team),
    }),
    client.prefetchQuery({
      queryKey: healthKey(teamId),
      queryFn: () => getAutomationHealth(ctx, team),
    }),
    client.prefetchQuery({
      queryKey: waterfallKey(teamId),
      queryFn: () => getWaterfall(ctx, team),
    }),
  ]);
  return (
    <>
      <PageHeader title="Automation" actions={<Rules />} />
      <HydrationBoundary state={dehydrate(client)}>
        <AutomationDesk teamId={teamId} role={role} />
      </HydrationBoundary>
    </>
  );
}

function Rules() {
  return (
    <>
      <Button asChild>
        <Link href="/automation/rules">
          <Scale aria-hidden="true" /> Calling rules
        </Link>
      </Button>
      <Button asChild>
        <Link href="/do-not-call">
          <Ban aria-hidden="true" /> Do not call
        </Link>
      </Button>
    </>
  );
}
