"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import { type ClockSettings, REAL_TIME, toBusinessMs } from "@/lib/utils/clock";

interface Clock {
  readonly settings: ClockSettings;
  /** Real time in ms when the server drew the page: what the browser takes over is drawn by the same time. */
  readonly renderedAtMs: number;
}

const ClockContext = createContext<Clock>({ settings: REAL_TIME, renderedAtMs: 0 });

interface ClockProviderProps extends Clock {
  readonly children: ReactNode;
}

/** Tells the components below which business clock the deployment runs on. */
export function ClockProvider({ settings, renderedAtMs, children }: ClockProviderProps) {
  const clock = useMemo(() => ({ settings, renderedAtMs }), [settings, renderedAtMs]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClockSettings(): ClockSettings {
  return useContext(ClockContext).settings;
}

/** Business time that ticks, like `useRealNow`. */
export function useBusinessNow(stepRealMs = SECOND_MS): Date {
  const settings = useClockSettings();
  return new Date(toBusinessMs(settings, useRealNow(stepRealMs).getTime()));
}

/**
 * Real time that ticks: the component renders again whenever `stepRealMs` of it have passed (one second or more). All users
 * of the hook share one timer.
 */
export function useRealNow(stepRealMs = SECOND_MS): Date {
  const { renderedAtMs } = useContext(ClockContext);
  const read = () => floorTo(currentMs, stepRealMs);
  return new Date(useSyncExternalStore(subscribe, read, () => floorTo(renderedAtMs, stepRealMs)));
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
