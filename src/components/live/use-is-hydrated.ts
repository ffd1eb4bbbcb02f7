"use client";

import { useSyncExternalStore } from "react";

/** False on the server and until React has taken the page over: what is typed before that would be lost. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe(): () => void {
  return () => undefined;
}
