"use client";

import { CirclePause } from "lucide-react";
import Link from "next/link";
import { useBusinessNow, useClockSettings } from "@/components/live/clock-context";
import type { LivePause, LiveStatus } from "@/lib/services/live-status";
import { cn } from "@/lib/utils/cn";
import { formatCountdown } from "@/lib/utils/format-time";
import { TROUBLES } from "@/lib/utils/trouble-sentences";
import { useLiveStatusQuery } from "./use-live-status-query";

const RUN_EVERY_MS = 5 * 60_000;

/** Whether automation is on, what pauses it, when it runs next, and how many calls are under way. */
export function AutomationPill({ initial }: { readonly initial: LiveStatus }) {
  const { isAutomationOn, openCallCount, pause } = useLiveStatusQuery(initial);
  return (
    <div className="flex items-center gap-2">
      <LiveCallCount count={openCallCount} />
      <Link
        href="/automation"
        className="touch-target flex h-7 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-surface px-2.5 text-[0.8125rem] transition-colors duration-100 hover:bg-hover"
      >
        {isAutomationOn && pause ? <Paused pause={pause} /> : <Switched isOn={isAutomationOn} />}
      </Link>
    </div>
  );
}

function Switched({ isOn }: { readonly isOn: boolean }) {
  return (
    <>
      <span
        aria-hidden="true"
        className={cn("size-2 rounded-full", isOn ? "bg-green" : "bg-line-strong")}
      />
      <span className="text-muted max-md:sr-only">Automation</span>
      <span className="font-medium">{isOn ? "On" : "Off"}</span>
      {isOn ? <NextRun /> : null}
    </>
  );
}

/** One paused number leaves the others, so that it is not a pause of the automation. */
function Paused({ pause }: { readonly pause: LivePause }) {
  const { word } = TROUBLES[pause.trouble];
  return (
    <>
      <CirclePause aria-hidden="true" className="size-4 text-red" />
      <span className="text-muted max-md:sr-only">Automation</span>
      <span className="font-medium text-red">
        {pause.scope === "number" ? "Number paused" : "Paused"}
        <span className="max-sm:sr-only">: {word}</span>
      </span>
    </>
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
