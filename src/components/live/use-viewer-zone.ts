"use client";

import { useSyncExternalStore } from "react";

/** The viewer's IANA zone; undefined on the server and during hydration, when nobody knows it. */
export function useViewerZone(): string | undefined {
  return useSyncExternalStore(subscribe, readZone, () => undefined);
}

function readZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function subscribe(): () => void {
  return () => undefined;
}
