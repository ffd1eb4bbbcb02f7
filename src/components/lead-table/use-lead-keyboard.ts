"use client";

import { type RefObject, useEffect, useRef } from "react";
import { useSingleKeys } from "@/components/shell/use-single-keys";

export interface LeadKeyActions {
  readonly open: (leadId: string) => void;
  readonly toggle: (leadId: string, isRange: boolean) => void;
  readonly selectPage: () => void;
  readonly edit: (leadId: string, column: string | undefined) => void;
  readonly copy: (leadId: string) => void;
  readonly turnPage: (side: "before" | "after") => void;
  readonly showChanges: () => void;
}

interface LeadKeyboard {
  readonly gridRef: RefObject<HTMLElement | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly actions: LeadKeyActions;
}

/** What is at hand when a key is pressed. */
interface Place {
  readonly grid: HTMLElement | null;
  readonly row: HTMLElement | undefined;
  readonly leadId: string | undefined;
  readonly column: string | undefined;
  /** The row or a cell of it has the focus, and not a button in it, whose key Enter is. */
  readonly isOnRow: boolean;
  readonly isShift: boolean;
}

/**
 * Working a list without a mouse: j and k walk the rows, left and right the cells, x selects, Enter opens, e edits, / searches.
 * The focused row is the current one, so that a refetch, which keeps the elements, keeps the place as well.
 */
export function useLeadKeyboard({ gridRef, searchRef, actions }: LeadKeyboard): void {
  const [hasSingleKeys] = useSingleKeys();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isElsewhere(event.target)) return;
      const place = readPlace(gridRef.current, event.shiftKey);
      const isCommand = event.metaKey || event.ctrlKey;
      const act = isCommand
        ? findCommand(event.key, place)
        : findKey(event.key, place, hasSingleKeys, searchRef);
      if (!act) return;
      event.preventDefault();
      act(latest.current);
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [hasSingleKeys, gridRef, searchRef]);
}

type Act = (actions: LeadKeyActions) => void;

function findCommand(key: string, place: Place): Act | undefined {
  return key === "a" && place.row ? (actions) => actions.selectPage() : undefined;
}

function findKey(
  key: string,
  place: Place,
  hasSingleKeys: boolean,
  searchRef: RefObject<HTMLInputElement | null>,
): Act | undefined {
  return (
    findMove(key, place) ??
    findRowKey(key, place) ??
    (hasSingleKeys ? findSingleKey(key, place, searchRef) : undefined)
  );
}

/** The keys that move the focus; they work where single keys are switched off as well. */
function findMove(key: string, { grid, row, isOnRow }: Place): Act | undefined {
  if (!isOnRow) return undefined;
  if (key === "ArrowDown") return () => focusNeighbour(grid, row, 1);
  if (key === "ArrowUp") return () => focusNeighbour(grid, row, -1);
  if (key === "ArrowRight") return () => focusCell(row, 1);
  if (key === "ArrowLeft") return () => focusCell(row, -1);
  return undefined;
}

function findRowKey(key: string, { leadId, column, isOnRow }: Place): Act | undefined {
  if (!leadId || !isOnRow) return undefined;
  if (key === "Enter") return (actions) => actions.open(leadId);
  if (key === "F2") return (actions) => actions.edit(leadId, column);
  if (key === "ContextMenu") return () => openMenu(leadId);
  return undefined;
}

function findSingleKey(
  key: string,
  place: Place,
  searchRef: RefObject<HTMLInputElement | null>,
): Act | undefined {
  const { grid, row, leadId, column, isShift } = place;
  const anywhere: Readonly<Record<string, Act>> = {
    "/": () => searchRef.current?.focus(),
    j: () => focusNeighbour(grid, row, 1),
    k: () => focusNeighbour(grid, row, -1),
    "[": (actions) => actions.turnPage("before"),
    "]": (actions) => actions.turnPage("after"),
    ".": (actions) => actions.showChanges(),
  };
  if (Object.hasOwn(anywhere, key)) return anywhere[key];
  if (!leadId) return undefined;
  const onLead: Readonly<Record<string, Act>> = {
    x: (actions) => actions.toggle(leadId, isShift),
    e: (actions) => actions.edit(leadId, column),
    c: (actions) => actions.copy(leadId),
    m: () => openMenu(leadId),
  };
  // With Shift the key is a capital.
  const name = key.toLowerCase();
  return Object.hasOwn(onLead, name) ? onLead[name] : undefined;
}

function readPlace(grid: HTMLElement | null, isShift: boolean): Place {
  const active = document.activeElement;
  const row = active?.closest<HTMLElement>("[data-lead-id]") ?? undefined;
  const cell = active?.closest<HTMLElement>("[data-column]") ?? undefined;
  return {
    grid,
    row,
    leadId: row?.dataset.leadId,
    column: cell?.dataset.column,
    isOnRow: row !== undefined && (active === row || active === cell),
    isShift,
  };
}

/** Where keys mean text, or belong to a layer above the list. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=separator]",
    ) !== null
  );
}

function focusNeighbour(
  grid: HTMLElement | null,
  row: HTMLElement | undefined,
  step: 1 | -1,
): void {
  const rows = [...(grid?.querySelectorAll<HTMLElement>("[data-lead-id]") ?? [])];
  const current = row ? rows.indexOf(row) : -1;
  const target = rows[Math.min(Math.max(current + step, 0), rows.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

/** From the row into its cells and back. */
function focusCell(row: HTMLElement | undefined, step: 1 | -1): void {
  const cells = [...(row?.querySelectorAll<HTMLElement>("[data-column]") ?? [])].filter(
    (cell) => cell.offsetParent !== null,
  );
  const current = cells.indexOf(document.activeElement as HTMLElement);
  const next = current + step;
  const target = next < 0 ? row : cells[Math.min(next, cells.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function openMenu(leadId: string): void {
  document
    .querySelector<HTMLElement>(`[data-lead-id="${CSS.escape(leadId)}"] [data-row-menu]`)
    ?.click();
}
