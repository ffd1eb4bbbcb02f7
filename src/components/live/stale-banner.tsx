"use client";

import { CloudOff, LogIn, RefreshCw } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { useLiveStatus } from "./live-provider";
import { useIsOnline } from "./use-online";

const PATIENCE_MS = 4000;

/** Says when the page is no longer current: no network, no live channel, no session. Lies over the page, so that nothing moves. */
export function StaleBanner() {
  const { status, currentUntil } = useLiveStatus();
  const isOnline = useIsOnline();
  const isLost = useIsLasting(status === "lost" && isOnline, PATIENCE_MS);
  const asOf = currentUntil ? (
    <>
      {" "}
      You see the state of <LocalTime value={currentUntil.toISOString()} format="time" />.
    </>
  ) : null;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-18 z-50 flex justify-center md:bottom-4"
    >
      {status === "signed_out" ? (
        <Bar icon={LogIn}>
          Your session has ended.
          <Button asChild size="sm" variant="primary">
            <Link href="/login">Sign in again</Link>
          </Button>
        </Bar>
      ) : isOnline ? (
        isLost && <Bar icon={RefreshCw}>Live updates are interrupted; reconnecting.{asOf}</Bar>
      ) : (
        <Bar icon={CloudOff}>You are offline.{asOf}</Bar>
      )}
    </div>
  );
}

interface BarProps {
  readonly icon: typeof CloudOff;
  readonly children: ReactNode;
}

function Bar({ icon: Icon, children }: BarProps) {
  return (
    <div className="pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-surface px-3 py-2 text-[0.8125rem] shadow-floating">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-amber" />
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">{children}</span>
    </div>
  );
}

/** True once the condition has held for a while without a break. */
function useIsLasting(condition: boolean, afterMs: number): boolean {
  const [isLasting, setIsLasting] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setIsLasting(true), afterMs);
    return () => {
      clearTimeout(timer);
      setIsLasting(false);
    };
  }, [condition, afterMs]);
  return isLasting;
}
