import type { LiveChange } from "@/components/live/team-channel";
import type { LeadQuery } from "@/lib/services/leads/lead-query";
import type { LeadRow } from "@/lib/services/leads/list";

/** What calls and colleagues change all the time: a list by one of these changes its order by itself. */
const MOVING_SORTS = new Set([
  "status",
  "last_outcome",
  "call_attempts",
  "last_called_at",
  "callback_at",
  "appointment_at",
  "updated_at",
]);

const MOVING_FILTERS = [
  "status",
  "outcome",
  "why",
  "attempts",
  "called",
  "callback",
  "appointment",
  "review",
] as const;

/** Whether a change of a lead's state can move it within this list, into it, or out of it. */
export function isMoving({ filters, sort }: Pick<LeadQuery, "filters" | "sort">): boolean {
  return (
    sort.some(({ by }) => MOVING_SORTS.has(by)) ||
    MOVING_FILTERS.some((filter) => filters[filter] !== undefined)
  );
}

/** What messages mean for the rows that a page shows. */
export interface ShownChanges {
  /** Rows to be read again: a colleague changed what the messages do not tell. */
  readonly staleIds: readonly string[];
  /** All rows are to be read again: many leads changed at once. */
  readonly isAllStale: boolean;
  /** Rows that are gone. */
  readonly goneIds: readonly string[];
  /** Leads whose change may have moved something; not shown, only counted. */
  readonly movedIds: readonly string[];
  /** As many more, whose ids the messages do not tell. */
  readonly movedCount: number;
}

/**
 * Sorts out what has changed. Nothing of it moves a row: who reads or edits keeps everything in its place, and is told
 * how much there is to see.
 */
export function readChanges(
  changes: readonly LiveChange[],
  shown: readonly LeadRow[],
  query: Pick<LeadQuery, "filters" | "sort">,
): ShownChanges {
  const rows = new Map(shown.map((row) => [row.id, row]));
  const stale = new Set<string>();
  const gone = new Set<string>();
  const moved = new Set<string>();
  let movedCount = 0;
  let isAllStale = false;
  const canMove = isMoving(query);
  for (const change of changes) {
    if (change.ids === null) {
      isAllStale = true;
      movedCount += change.count;
      continue;
    }
    for (const id of change.ids) {
      const row = rows.get(id);
      if (change.op === "DELETE" && row) gone.add(id);
      if (change.op !== "UPDATE" || canMove) moved.add(id);
      if (change.op === "UPDATE" && row && isUntold(change, row)) stale.add(id);
    }
  }
  return {
    staleIds: [...stale],
    isAllStale,
    goneIds: [...gone],
    movedIds: [...moved],
    movedCount,
  };
}

/** The message tells nothing new of the row's state: something else about it has changed. */
function isUntold(change: LiveChange, row: LeadRow): boolean {
  const patch = change.rows?.find(({ id }) => id === row.id);
  if (!patch) return true;
  return (
    patch.status === row.status &&
    patch.review_reason === row.review_reason &&
    patch.call_attempts === row.call_attempts &&
    patch.last_outcome === row.last_outcome &&
    sameInstant(patch.last_called_at, row.last_called_at) &&
    sameInstant(patch.callback_at, row.callback_at)
  );
}

function sameInstant(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && Date.parse(a) === Date.parse(b));
}
