import type { LeadSort, SortKey } from "@/lib/services/leads/lead-query";
import { MAX_SORT_KEYS } from "@/lib/services/leads/lead-query";
import { firstDirection } from "./lead-filters";
import type { LeadColumnId } from "./lead-layout";

/** By what a column sorts; when the next call is, is worked out for the rows shown alone. */
export function sortOf(column: LeadColumnId): LeadSort | undefined {
  if (column === "next_call" || column === "list_name") return undefined;
  return column;
}

/** The sort after a click on a header: by that column alone, turned round when it is so already. */
export function withOnly(sort: readonly SortKey[], by: LeadSort): SortKey[] {
  const [only, ...others] = sort;
  const isSame = only?.by === by && others.length === 0;
  return [{ by, direction: isSame ? turned(only.direction) : firstDirection(by) }];
}

/** The sort after a click with Shift: that column decides last, is turned round, or decides no more. */
export function withAlso(sort: readonly SortKey[], by: LeadSort): SortKey[] {
  const found = sort.find((key) => key.by === by);
  if (!found) return [...sort, { by, direction: firstDirection(by) }].slice(-MAX_SORT_KEYS);
  if (found.direction === firstDirection(by)) {
    return sort.map((key) => (key === found ? { by, direction: turned(key.direction) } : key));
  }
  return sort.filter((key) => key !== found);
}

function turned(direction: SortKey["direction"]): SortKey["direction"] {
  return direction === "asc" ? "desc" : "asc";
}
