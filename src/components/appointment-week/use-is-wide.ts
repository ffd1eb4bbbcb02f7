"use client";

import { useSyncExternalStore } from "react";

/** Below this seven columns of names are too narrow to read. */
const WIDE = "(min-width: 64rem)";

/** Whether the window has room for seven columns; the server supposes so. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
