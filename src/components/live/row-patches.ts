import type { LeadPatch } from "./lead-patch";

/** A fetch that takes longer than this has failed. */
const KEPT_MS = 30_000;

export interface RowPatches {
  /** Remembers what a message said; messages come in the order of the commits, so that the last one of a row holds. */
  remember(patches: readonly LeadPatch[], nowMs: number): void;
  /**
   * Rows that were asked for at `askedAtMs`, with what arrived since then over them: the answer may have been written
   * before those changes. What arrived earlier is in the answer. Rows that nothing changes are the same objects.
   */
  applyTo<Row extends LeadPatch>(rows: readonly Row[], askedAtMs: number): readonly Row[];
}

/** The patches of the last seconds. Both times are of the same clock, `performance.now()` for one. */
export function createRowPatches(): RowPatches {
  const known = new Map<string, { readonly patch: LeadPatch; readonly arrivedAtMs: number }>();
  return {
    remember(patches, nowMs) {
      for (const [id, { arrivedAtMs }] of known) {
        if (arrivedAtMs > nowMs - KEPT_MS) break;
        known.delete(id);
      }
      for (const patch of patches) {
        // Deleted first, so that the map stays in the order of arrival.
        known.delete(patch.id);
        known.set(patch.id, { patch, arrivedAtMs: nowMs });
      }
    },
    applyTo(rows, askedAtMs) {
      return patchRows(rows, (id) => {
        const found = known.get(id);
        return found && found.arrivedAtMs >= askedAtMs ? found.patch : undefined;
      });
    },
  };
}

/** Rows with their patches over them; the array and the rows that nothing changes are the same objects. */
export function patchRows<Row extends LeadPatch>(
  rows: readonly Row[],
  patchOf: (id: string) => LeadPatch | undefined,
): readonly Row[] {
  let isChanged = false;
  const patched = rows.map((row) => {
    const patch = patchOf(row.id);
    if (!patch || isOlder(patch, row)) return row;
    isChanged = true;
    return { ...row, ...patch };
  });
  return isChanged ? patched : rows;
}

/** The row was read after a later change whose message is still on its way. */
function isOlder(patch: LeadPatch, row: LeadPatch): boolean {
  return Date.parse(patch.updated_at) < Date.parse(row.updated_at);
}
