"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

interface CallKeyboard {
  readonly gridRef: RefObject<HTMLElement | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** As in the table of leads: j and k walk the rows, Enter opens the call, / searches. */
export function useCallKeyboard({ gridRef, searchRef }: CallKeyboard): void {
  const router = useRouter();
  const [hasSingleKeys] = useSingleKeys();
  useEffect(() => {
    if (!hasSingleKeys) return;
    const handle = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isElsewhere(event.target)) return;
      const row = document.activeElement?.closest<HTMLElement>("[data-call-id]");
      const callId = row?.dataset.callId;
      if (event.key === "/") searchRef.current?.focus();
      else if (event.key === "j") focusRow(gridRef.current, row, 1);
      else if (event.key === "k") focusRow(gridRef.current, row, -1);
      // On a link inside the row, Enter is the link's.
      else if (event.key === "Enter" && callId && document.activeElement === row) {
        router.push(`/calls/${callId}`);
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys, gridRef, searchRef, router]);
}

/** Where keys mean text, or belong to a layer above the list. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [role=dialog], [role=alertdialog], [role=menu]") !==
      null
  );
}

function focusRow(
  grid: HTMLElement | null,
  row: HTMLElement | null | undefined,
  step: 1 | -1,
): void {
  const rows = [...(grid?.querySelectorAll<HTMLElement>("[data-call-id]") ?? [])];
  const current = row ? rows.indexOf(row) : -1;
  const target = rows[Math.min(Math.max(current + step, 0), rows.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
