"use client";

import { useEffect, useRef } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

/** What each key does; a key without an action keeps its usual meaning. */
export type PageKeys = Readonly<Record<string, (() => void) | undefined>>;

/** Runs a page's own single keys, where they do not mean text and no layer lies above the page. */
export function usePageKeys(keys: PageKeys): void {
  const [hasSingleKeys] = useSingleKeys();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!hasSingleKeys) return;
    const handle = (event: KeyboardEvent) => {
      const run = latest.current[event.key];
      // Tabs and menus use arrows themselves, and say so.
      if (!run || event.defaultPrevented || isElsewhere(event)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return true;
  if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return true;
  const { target } = event;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role='combobox']"))
  );
}
