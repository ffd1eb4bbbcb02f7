import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FirstRun } from "@/components/first-run/first-run";
import { firstStepsKey } from "@/components/first-run/first-steps-key";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getFirstSteps } from "@/lib/services/first-steps";

export const metadata: Metadata = { title: "Get started" };

export default async function StartPage() {
  const { teamId } = await requireMembership();
  const ctx = await createUserContext("page.start");
  const client = new QueryClient();
  await client.prefetchQuery({
    queryKey: firstStepsKey(teamId),
    queryFn: () => getFirstSteps(ctx, { teamId }),
  });
  return (
    <>
      <PageHeader
        title="Get started"
        description="Six steps from an empty list to the first call."
      />
      <HydrationBoundary state={dehydrate(client)}>
        <FirstRun teamId={teamId} />
      </HydrationBoundary>
    </>
  );
}
