import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { HolidaysPanel } from "@/components/calling-rules/holidays-panel";
import { holidaysKey, rulesKey, teamHolidaysKey } from "@/components/calling-rules/rule-keys";
import { RulesDesk } from "@/components/calling-rules/rules-desk";
import { TeamHolidays } from "@/components/calling-rules/team-holidays";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listCallingRules } from "@/lib/services/calling-rules";
import { listHolidays, listTeamHolidays } from "@/lib/services/holidays";

export const metadata: Metadata = { title: "Calling rules" };

export default async function CallingRulesPage() {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.calling-rules");
  const thisYear = ctx.now().getUTCFullYear();
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({
      queryKey: rulesKey(teamId),
      queryFn: () => listCallingRules(ctx, { teamId }),
    }),
    client.prefetchQuery({
      queryKey: teamHolidaysKey(teamId),
      queryFn: () => listTeamHolidays(ctx, { teamId }),
    }),
    client.prefetchQuery({
      queryKey: holidaysKey(thisYear),
      queryFn: () => listHolidays(ctx, { year: thisYear }),
    }),
  ]);
  const isAdmin = role === "admin";
  return (
    <>
      <PageHeader
        title="Calling rules"
        description="When each state lets a seller call, by the called party's clock. A lead that may be in several states is called only when all of them allow it."
      />
      {isAdmin ? null : (
        <Notice kind="info" className="mb-4">
          You can look, but only an admin of your team can change these.
        </Notice>
      )}
      <HydrationBoundary state={dehydrate(client)}>
        <RulesDesk teamId={teamId} isAdmin={isAdmin} />
        <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
          <TeamHolidays teamId={teamId} isAdmin={isAdmin} />
          <HolidaysPanel thisYear={thisYear} />
        </div>
      </HydrationBoundary>
    </>
  );
}
