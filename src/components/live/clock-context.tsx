"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { type ClockSettings, REAL_TIME, toBusinessMs } from "@/lib/utils/clock";

const ClockContext = createContext<ClockSettings>(REAL_TIME);

interface ClockProviderProps {
  readonly settings: ClockSettings;
  readonly children: ReactNode;
}

/** Tells the components below which business clock the deployment runs on. */
export function ClockProvider({ settings, children }: ClockProviderProps) {
  return <ClockContext value={settings}>{children}</ClockContext>;
}

export function useClockSettings(): ClockSettings {
  return useContext(ClockContext);
}

/**
 * Business time that ticks: the component renders again whenever `stepRealMs` of real time have passed (one second or
 * more). All users of the hook share one timer.
 */
export function useBusinessNow(stepRealMs = SECOND_MS): Date {
  const settings = useContext(ClockContext);
  const read = () => floorTo(currentMs, stepRealMs);
  const realMs = useSyncExternalStore(subscribe, read, () => floorTo(Date.now(), stepRealMs));
  return new Date(toBusinessMs(settings, realMs));
}

const SECOND_MS = 1000;
const listeners = new Set<() => void>();
// Not Date.now() in the snapshot itself: React demands that it stays equal between two ticks.
let currentMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  currentMs = Date.now();
  timer ??= setInterval(tick, SECOND_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  currentMs = Date.now();
  for (const listener of listeners) listener();
}

function floorTo(ms: number, step: number): number {
  return Math.floor(ms / step) * step;
}
