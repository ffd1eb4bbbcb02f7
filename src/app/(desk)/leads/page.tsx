import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { AddLeadButton } from "@/components/lead-table/add-lead-button";
import { LeadDesk } from "@/components/lead-table/lead-desk";
import { loadLeadFilters, toLeadQuery } from "@/components/lead-table/lead-filters";
import { leadKeys, overviewKey } from "@/components/lead-table/lead-keys";
import { LAYOUT_COOKIE_NAME, parseLayout } from "@/components/lead-table/lead-layout";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import { listLeads } from "@/lib/services/leads/list";
import { getSettings } from "@/lib/services/settings";

export const metadata: Metadata = { title: "Leads" };

interface LeadsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function LeadsPage({ searchParams }: LeadsPageProps) {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.leads");
  const layout = await readLayoutCookie();
  const query = toLeadQuery(teamId, await loadLeadFilters(searchParams), layout.pageSize);
  const client = new QueryClient();
  const [settings] = await Promise.all([
    getSettings(ctx, { teamId }),
    client.prefetchQuery({ queryKey: leadKeys.page(query), queryFn: () => listLeads(ctx, query) }),
    client.prefetchQuery({
      queryKey: overviewKey(teamId),
      queryFn: () => getAutomationOverview(ctx, { teamId }),
    }),
  ]);
  const canEdit = role !== "viewer";
  return (
    <>
      <PageHeader title="Leads" actions={canEdit ? <LeadActions /> : null} />
      <HydrationBoundary state={dehydrate(client)}>
        <LeadDesk
          teamId={teamId}
          canEdit={canEdit}
          maxAttempts={settings.max_attempts}
          layout={layout}
        />
      </HydrationBoundary>
    </>
  );
}

/** How this browser left the table. */
async function readLayoutCookie() {
  const value = (await cookies()).get(LAYOUT_COOKIE_NAME)?.value;
  return parseLayout(value && decodeURIComponent(value));
}

function LeadActions() {
  return (
    <>
      <AddLeadButton />
      <Button asChild variant="primary">
        <Link href="/leads/import">
          <Upload aria-hidden="true" /> Import
        </Link>
      </Button>
    </>
  );
}
