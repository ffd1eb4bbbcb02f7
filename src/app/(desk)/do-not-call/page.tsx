import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { DoNotCallActions } from "@/components/do-not-call/do-not-call-actions";
import { DoNotCallDesk } from "@/components/do-not-call/do-not-call-desk";
import {
  loadSuppressionFilters,
  suppressionKeys,
  toSuppressionQuery,
} from "@/components/do-not-call/do-not-call-keys";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listSuppressions } from "@/lib/services/suppressions";
import { listMembers } from "@/lib/services/team";

export const metadata: Metadata = { title: "Do not call" };

interface DoNotCallPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function DoNotCallPage({ searchParams }: DoNotCallPageProps) {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.do-not-call");
  const query = toSuppressionQuery(teamId, await loadSuppressionFilters(searchParams));
  const client = new QueryClient();
  const [members] = await Promise.all([
    listMembers(ctx, { teamId }),
    client.prefetchQuery({
      queryKey: suppressionKeys.page(query),
      queryFn: () => listSuppressions(ctx, query),
    }),
  ]);
  const people = Object.fromEntries(members.map(({ userId, email }) => [userId, email]));
  return (
    <>
      <PageHeader
        title="Do not call"
        description="Whoever stands here is neither called nor mailed."
        actions={<DoNotCallActions canEdit={role !== "viewer"} />}
      />
      <HydrationBoundary state={dehydrate(client)}>
        <DoNotCallDesk teamId={teamId} isAdmin={role === "admin"} people={people} />
      </HydrationBoundary>
    </>
  );
}
