"use client";

import { type RefObject, useEffect } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

interface LeadKeyboard {
  readonly gridRef: RefObject<HTMLElement | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onOpen: (leadId: string) => void;
  readonly onToggle: (leadId: string) => void;
}

/**
 * Working a list without a mouse: j and k walk the rows, x selects, Enter opens, / searches. The focused row is the
 * current one, so that a refetch, which keeps the elements, keeps the place as well.
 */
export function useLeadKeyboard({ gridRef, searchRef, onOpen, onToggle }: LeadKeyboard): void {
  const [hasSingleKeys] = useSingleKeys();
  useEffect(() => {
    if (!hasSingleKeys) return;
    const handle = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isElsewhere(event.target)) return;
      const row = document.activeElement?.closest<HTMLElement>("[data-lead-id]");
      const leadId = row?.dataset.leadId;
      if (event.key === "/") searchRef.current?.focus();
      else if (event.key === "j" || event.key === "k")
        focusNeighbour(gridRef.current, row, event.key);
      else if (event.key === "x" && leadId) onToggle(leadId);
      // On a button inside the row, Enter is the button's.
      else if (event.key === "Enter" && leadId && document.activeElement === row) onOpen(leadId);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys, gridRef, searchRef, onOpen, onToggle]);
}

/** Where keys mean text, or belong to a layer above the list. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !==
      null
  );
}

function focusNeighbour(
  grid: HTMLElement | null,
  row: HTMLElement | null | undefined,
  key: "j" | "k",
): void {
  const rows = [...(grid?.querySelectorAll<HTMLElement>("[data-lead-id]") ?? [])];
  const current = row ? rows.indexOf(row) : -1;
  const next = key === "j" ? current + 1 : Math.max(current - 1, 0);
  const target = rows[Math.min(next, rows.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
