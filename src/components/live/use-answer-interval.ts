"use client";

import { useClockSettings } from "./clock-context";

const BUSINESS_MINUTE_MS = 60_000;
const SHORTEST_MS = 15_000;

/** How often to ask again for what only time changes: every business minute, but where time runs fast every 15 real seconds. */
export function useAnswerInterval(): number {
  const { rate } = useClockSettings();
  return Math.max(BUSINESS_MINUTE_MS / rate, SHORTEST_MS);
}
