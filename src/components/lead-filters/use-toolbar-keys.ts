"use client";

import { type RefObject, useEffect } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

interface ToolbarKeys {
  readonly filterRef: RefObject<HTMLButtonElement | null>;
  readonly viewRef: RefObject<HTMLButtonElement | null>;
}

/** "f" opens the filters, "v" the views, "z" takes the newest bulk action back; where keys do not mean text. */
export function useToolbarKeys({ filterRef, viewRef }: ToolbarKeys): void {
  const [hasSingleKeys] = useSingleKeys();
  useEffect(() => {
    if (!hasSingleKeys) return;
    const acts: Readonly<Record<string, () => void>> = {
      f: () => filterRef.current?.click(),
      v: () => viewRef.current?.click(),
      z: () =>
        void import("@/components/lead-bulk/action-runner").then(({ undoLast }) => undoLast()),
    };
    const handle = (event: KeyboardEvent) => {
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest(
          "input, textarea, select, [contenteditable], [role=dialog], [role=menu]",
        ) !== null;
      const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.shiftKey;
      const act = acts[event.key];
      if (!act || isElsewhere || !isPlain || event.defaultPrevented) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys, filterRef, viewRef]);
}
