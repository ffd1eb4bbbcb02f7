"use client";

import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import { AutomationFigures } from "./automation-figures";
import { AutomationSwitch } from "./automation-switch";
import { LeadBar } from "./lead-bar";
import { LimitsForm } from "./limits-form";
import { OpenCalls } from "./open-calls";
import { RecentRuns } from "./recent-runs";
import { useAutomation } from "./use-automation";

interface AutomationDeskProps {
  readonly teamId: string;
  /** Admins decide, members may start a run, viewers look. */
  readonly role: "admin" | "member" | "viewer";
}

/** What the automation does, how well, and the limits that it keeps; live. */
export function AutomationDesk({ teamId, role }: AutomationDeskProps) {
  const { overview, settings, replaceSettings } = useAutomation(teamId);
  const failed = [overview, settings].find((query) => query.isError && !query.data);
  if (failed) {
    return (
      <ErrorState
        title="The automation could not be loaded"
        message={userMessageOf(failed.error)}
        onRetry={() => void failed.refetch()}
        isRetrying={failed.isFetching}
      />
    );
  }
  if (!overview.data || !settings.data) return <SkeletonRows rows={10} label="Loading" />;
  const isAdmin = role === "admin";
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <AutomationSwitch
          settings={settings.data}
          overview={overview.data}
          isAdmin={isAdmin}
          canRun={role !== "viewer"}
          onChange={replaceSettings}
        />
        <OpenCalls calls={overview.data.openCalls} />
        <AutomationFigures overview={overview.data} />
        <LeadBar overview={overview.data} />
        <RecentRuns runs={overview.data.runs} />
      </div>
      <LimitsForm settings={settings.data} isAdmin={isAdmin} onSaved={replaceSettings} />
    </div>
  );
}
