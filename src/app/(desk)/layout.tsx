import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider";
import { QueryProvider } from "@/components/live/query-provider";
import { AppFrame } from "@/components/shell/app-frame";
import { RAIL_COLLAPSED, RAIL_COOKIE_NAME } from "@/components/shell/rail-cookie";
import { createUserContext, requireMembership, requireUser } from "@/lib/auth";
import { getLiveStatus } from "@/lib/services/live-status";

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const [user, membership] = await Promise.all([requireUser(), requireMembership()]);
  const ctx = await createUserContext("desk");
  const [liveStatus, store] = await Promise.all([getLiveStatus(ctx, membership), cookies()]);
  return (
    <QueryProvider>
      <LiveProvider teamId={membership.teamId}>
        <AppFrame
          teamName={membership.teamName}
          email={user.email}
          role={membership.role}
          liveStatus={liveStatus}
          isRailCollapsed={store.get(RAIL_COOKIE_NAME)?.value === RAIL_COLLAPSED}
        >
          {children}
        </AppFrame>
      </LiveProvider>
    </QueryProvider>
  );
}
