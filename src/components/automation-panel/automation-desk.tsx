"use client";

import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import { AutomationFigures } from "./automation-figures";
import { AutomationSwitch } from "./automation-switch";
import { ForecastPanel } from "./forecast-panel";
import { LimitsForm } from "./limits-form";
import { OpenCalls } from "./open-calls";
import { PauseList } from "./pause-list";
import { RecentRuns } from "./recent-runs";
import { SpendPanel } from "./spend-panel";
import { useAutomation } from "./use-automation";
import { useHealth, useWaterfall } from "./use-queue-answers";
import { WaterfallPanel } from "./waterfall-panel";

interface AutomationDeskProps {
  readonly teamId: string;
  /** Admins decide, members may start a run, viewers look. */
  readonly role: "admin" | "member" | "viewer";
}

/** What the automation does, what holds it, what it will do, and the limits that it keeps; live. */
export function AutomationDesk({ teamId, role }: AutomationDeskProps) {
  const { overview, settings, replaceSettings } = useAutomation(teamId);
  const health = useHealth(teamId);
  const waterfall = useWaterfall(teamId);
  const failed = [overview, settings, health, waterfall].find(
    (query) => query.isError && !query.data,
  );
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
  if (!overview.data || !settings.data || !health.data || !waterfall.data) {
    return <SkeletonRows rows={10} label="Loading" />;
  }
  const isAdmin = role === "admin";
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <PauseList teamId={teamId} pauses={health.data.pauses} isAdmin={isAdmin} />
      <div className="flex min-w-0 flex-col gap-4">
        <AutomationSwitch
          settings={settings.data}
          overview={overview.data}
          isAdmin={isAdmin}
          canRun={role !== "viewer"}
          onChange={replaceSettings}
        />
        <OpenCalls calls={overview.data.openCalls} />
        <WaterfallPanel waterfall={waterfall.data} />
        <ForecastPanel teamId={teamId} />
        <SpendPanel spend={health.data.spend} />
        <AutomationFigures overview={overview.data} />
        <RecentRuns runs={overview.data.runs} />
      </div>
      <LimitsForm settings={settings.data} isAdmin={isAdmin} onSaved={replaceSettings} />
    </div>
  );
}
