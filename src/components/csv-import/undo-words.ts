import type { ImportUndo } from "@/lib/services/imports/schema";

const REASONS: Readonly<Record<keyof ImportUndo["keptReasons"], string>> = {
  called: "called",
  booked: "booked",
  noted: "noted",
  mailed: "written to",
  edited: "edited",
};

/** What an undo came to, in one sentence: "120 leads deleted, 4 given their old values back, 2 kept (1 called, 1 edited)." */
export function describeUndo(undo: ImportUndo): string {
  const parts = [`${count(undo.removedCount)} leads deleted`];
  if (undo.restoredCount > 0)
    parts.push(`${count(undo.restoredCount)} given their old values back`);
  if (undo.keptCount > 0) {
    const reasons = Object.entries(undo.keptReasons).map(
      ([reason, value]) => `${count(value)} ${REASONS[reason as keyof typeof REASONS]}`,
    );
    parts.push(
      `${count(undo.keptCount)} kept${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
    );
  }
  return `${parts.join(", ")}.`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
