import type { LeadFilters, LeadSelection } from "@/lib/services/leads/lead-query";

/** Chosen leads; null: none. Rows are chosen one by one across pages, or all that pass the filters but a few. */
export type Selected = LeadSelection | null;

/** More rows than these are chosen by their filter. */
export const MAX_CHOSEN = 1000;

export function isSelected(selection: Selected, leadId: string): boolean {
  if (selection === null) return false;
  return selection.kind === "ids"
    ? selection.leadIds.includes(leadId)
    : !selection.except.includes(leadId);
}

/** The selection with leads chosen or let go. */
export function withLeads(
  selection: Selected,
  leadIds: readonly string[],
  isChosen: boolean,
): Selected {
  if (selection?.kind === "all") {
    const except = isChosen
      ? selection.except.filter((id) => !leadIds.includes(id))
      : [...new Set([...selection.except, ...leadIds])].slice(0, MAX_CHOSEN);
    return { ...selection, except };
  }
  const before = selection?.leadIds ?? [];
  const after = isChosen
    ? [...new Set([...before, ...leadIds])].slice(0, MAX_CHOSEN)
    : before.filter((id) => !leadIds.includes(id));
  return after.length > 0 ? { kind: "ids", leadIds: after } : null;
}

export function withToggled(selection: Selected, leadId: string): Selected {
  return withLeads(selection, [leadId], !isSelected(selection, leadId));
}

export function allOf(filters: LeadFilters): Selected {
  return { kind: "all", filters, except: [] };
}

/** The ids between two rows of a page, both included, in whatever order they are given. */
export function rangeOf(rowIds: readonly string[], from: string, to: string): string[] {
  const [a, b] = [rowIds.indexOf(from), rowIds.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return rowIds.slice(Math.min(a, b), Math.max(a, b) + 1);
}
