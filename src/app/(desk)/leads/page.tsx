import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { AddLeadButton } from "@/components/lead-table/add-lead-button";
import { LeadDesk } from "@/components/lead-table/lead-desk";
import { loadLeadFilters, loadOpenLeadId, toLeadQuery } from "@/components/lead-table/lead-filters";
import { leadKeys, overviewKey } from "@/components/lead-table/lead-keys";
import { LAYOUT_COOKIE_NAME, parseLayout } from "@/components/lead-table/lead-layout";
import { nextCallsKey } from "@/components/lead-table/next-calls-key";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import type { ServiceContext } from "@/lib/context";
import { explainLeads } from "@/lib/services/automation/answers";
import { getAutomationOverview } from "@/lib/services/automation/overview";
import type { LeadQuery } from "@/lib/services/leads/lead-query";
import { type LeadPage, listLeads } from "@/lib/services/leads/list";
import { getSettings } from "@/lib/services/settings";
import { seedLead } from "./seed-lead";

export const metadata: Metadata = { title: "Leads" };

interface LeadsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function LeadsPage({ searchParams }: LeadsPageProps) {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.leads");
  const layout = await readLayoutCookie();
  const query = toLeadQuery(teamId, await loadLeadFilters(searchParams), layout.pageSize);
  const openId = await loadOpenLeadId(searchParams);
  const client = new QueryClient();
  const [settings] = await Promise.all([
    getSettings(ctx, { teamId }),
    seedPage(client, ctx, query),
    openId && seedLead(client, ctx, openId),
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

/** The rows, and when each is called next. */
async function seedPage(client: QueryClient, ctx: ServiceContext, query: LeadQuery): Promise<void> {
  await client.prefetchQuery({
    queryKey: leadKeys.page(query),
    queryFn: () => listLeads(ctx, query),
  });
  const page = client.getQueryData<LeadPage>(leadKeys.page(query));
  if (!page?.rows.length) return;
  await client.prefetchQuery({
    queryKey: nextCallsKey(page.rows),
    queryFn: () => explainLeads(ctx, { leadIds: page.rows.map((row) => row.id) }),
  });
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
