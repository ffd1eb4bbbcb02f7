"use client";

import { useSyncExternalStore } from "react";

/** The viewer's IANA zone; undefined on the server and during hydration, when nobody knows it. */
export function useViewerZone(): string | undefined {
  return useSyncExternalStore(subscribe, readZone, () => undefined);
}

/** Asking the browser takes long for something that every time on a page asks for. */
let known: string | undefined;
const listeners = new Set<() => void>();

function readZone(): string {
  known ??= askBrowser();
  return known;
}

function askBrowser(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", lookAgain);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("visibilitychange", lookAgain);
  };
}

/** A laptop that was closed in one zone may be opened in another. */
function lookAgain(): void {
  const zone = askBrowser();
  if (zone === known) return;
  known = zone;
  for (const listener of listeners) listener();
}
