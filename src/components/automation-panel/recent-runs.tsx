import { CircleAlert, CircleCheck, LoaderCircle } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AutomationRun } from "@/lib/services/automation/overview";
import { cn } from "@/lib/utils/cn";

const LISTED_RUNS = 6;

/** The latest runs: a strip of them all, and in words the last few and whatever failed. */
export function RecentRuns({ runs }: { readonly runs: readonly AutomationRun[] }) {
  const listed = runs.filter((run, index) => index < LISTED_RUNS || run.error);
  return (
    <Panel title="Recent runs" description="Every five minutes while the automation is on.">
      {runs.length === 0 ? (
        <p className="py-2 text-muted">It has not run yet.</p>
      ) : (
        <>
          <RunStrip runs={runs} />
          <ul className="mt-3 divide-y divide-line text-[0.8125rem]">
            {listed.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** Oldest left; the height says how many calls were placed. */
function RunStrip({ runs }: { readonly runs: readonly AutomationRun[] }) {
  const most = Math.max(1, ...runs.map((run) => run.placedCount));
  return (
    <div aria-hidden="true" className="flex h-8 items-end gap-1">
      {[...runs].reverse().map((run) => (
        <span
          key={run.id}
          title={describeRun(run)}
          className={cn(
            "w-3 min-w-1 rounded-xs",
            run.state === "failed"
              ? "bg-red"
              : run.placedCount > 0
                ? "bg-accent"
                : "bg-line-strong",
          )}
          style={{ height: `${15 + (run.placedCount / most) * 85}%` }}
        />
      ))}
    </div>
  );
}

function RunRow({ run }: { readonly run: AutomationRun }) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 py-1.5">
      <RunIcon state={run.state} />
      <span className="w-24 text-muted">
        <RelativeTime value={run.startedAt} />
      </span>
      <span className="figure min-w-0 grow basis-48">
        {describeRun(run)}
        {run.error ? <span className="block text-red">{run.error}</span> : null}
      </span>
    </li>
  );
}

function RunIcon({ state }: { readonly state: AutomationRun["state"] }) {
  const common = "mt-0.5 size-4 shrink-0";
  if (state === "failed") {
    return <CircleAlert role="img" aria-label="Failed" className={cn(common, "text-red")} />;
  }
  if (state === "running") {
    return <LoaderCircle role="img" aria-label="Running" className={cn(common, "text-blue")} />;
  }
  return <CircleCheck role="img" aria-label="Succeeded" className={cn(common, "text-green")} />;
}

function describeRun(run: AutomationRun): string {
  const parts = [run.placedCount === 1 ? "1 call placed" : `${run.placedCount} calls placed`];
  const unplacedCount = run.claimedCount - run.placedCount;
  if (unplacedCount > 0) parts.push(`${unplacedCount} not placed`);
  if (run.settledCount > 0) parts.push(`${run.settledCount} left open before settled`);
  if (run.trigger === "manual") parts.push("started by hand");
  return parts.join(" · ");
}
