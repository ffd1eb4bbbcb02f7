"use client";

import { type RefObject, useEffect } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

/** "/" puts the focus into a page's search box, where keys do not mean text. */
export function useSearchKey(searchRef: RefObject<HTMLInputElement | null>): void {
  const [hasSingleKeys] = useSingleKeys();
  useEffect(() => {
    if (!hasSingleKeys) return;
    const handle = (event: KeyboardEvent) => {
      const isElsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null;
      if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey || isElsewhere) {
        return;
      }
      event.preventDefault();
      searchRef.current?.focus();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys, searchRef]);
}
