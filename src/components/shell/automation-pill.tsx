"use client";

import Link from "next/link";
import { useBusinessNow, useClockSettings } from "@/components/live/clock-context";
import type { LiveStatus } from "@/lib/services/live-status";
import { cn } from "@/lib/utils/cn";
import { formatCountdown } from "@/lib/utils/format-time";
import { useLiveStatusQuery } from "./use-live-status-query";

const RUN_EVERY_MS = 5 * 60_000;

/** Whether automation is on, when it runs next, and how many calls are under way. */
export function AutomationPill({ initial }: { readonly initial: LiveStatus }) {
  const { isAutomationOn, openCallCount } = useLiveStatusQuery(initial);
  return (
    <div className="flex items-center gap-2">
      <LiveCallCount count={openCallCount} />
      <Link
        href="/automation"
        className="touch-target flex h-7 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-surface px-2.5 text-[0.8125rem] transition-colors duration-100 hover:bg-hover"
      >
        <span
          aria-hidden="true"
          className={cn("size-2 rounded-full", isAutomationOn ? "bg-green" : "bg-line-strong")}
        />
        <span className="text-muted max-md:sr-only">Automation</span>
        <span className="font-medium">{isAutomationOn ? "On" : "Off"}</span>
        {isAutomationOn ? <NextRun /> : null}
      </Link>
    </div>
  );
}

function NextRun() {
  const now = useBusinessNow().getTime();
  const { rate } = useClockSettings();
  const remaining = RUN_EVERY_MS - (now % RUN_EVERY_MS);
  return (
    <span className="hidden text-muted sm:inline">
      <span aria-hidden="true">· next run in </span>
      {/* The width of the longest text: the bar must not move every second. */}
      <span
        aria-hidden="true"
        suppressHydrationWarning
        className="figure inline-block min-w-[4ch]"
        title={rate === 1 ? undefined : `Business time runs ${rate} times as fast as real time.`}
      >
        {formatCountdown(remaining)}
      </span>
      <span className="sr-only">, runs every five minutes</span>
    </span>
  );
}

function LiveCallCount({ count }: { readonly count: number }) {
  return (
    <span role="status" className="flex items-center">
      {count > 0 ? (
        <span className="flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full bg-blue-soft px-2.5 font-medium text-[0.8125rem] text-blue">
          <span aria-hidden="true" className="size-2 animate-quiet-pulse rounded-full bg-current" />
          <span className="figure">{count}</span>
          <span className="max-sm:sr-only">{count === 1 ? "live call" : "live calls"}</span>
        </span>
      ) : (
        <span className="sr-only">No live calls</span>
      )}
    </span>
  );
}
