"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { EditedField } from "@/lib/services/leads/edited-columns";
import { FIELD_LABELS } from "./field-labels";
import type { FieldConflict } from "./use-lead-draft";

interface ConflictNoticeProps {
  readonly conflicts: readonly FieldConflict[];
  /** A colleague's address, where it is on record. */
  readonly changedBy: string | null;
  readonly onKeepMine: (field: EditedField) => void;
  readonly onTakeTheirs: (field: EditedField) => void;
}

/** Fields that somebody else has changed while they were being edited: nothing is overwritten unseen. */
export function ConflictNotice(props: ConflictNoticeProps) {
  const { conflicts, changedBy, onKeepMine, onTakeTheirs } = props;
  if (conflicts.length === 0) return null;
  return (
    <Notice kind="warning">
      <p className="font-medium">
        {changedBy ?? "Somebody"} changed this lead while you were editing it. Choose, then save.
      </p>
      <ul className="mt-1.5 flex flex-col gap-2">
        {conflicts.map(({ field, theirs }) => (
          <li key={field} className="flex flex-wrap items-center gap-2 text-foreground">
            <span className="min-w-0 grow break-words">
              {FIELD_LABELS[field]}: “{theirs || "nothing"}”
            </span>
            <Button
              size="sm"
              aria-label={`Keep mine: ${FIELD_LABELS[field]}`}
              onClick={() => onKeepMine(field)}
            >
              Keep mine
            </Button>
            <Button
              size="sm"
              aria-label={`Take theirs: ${FIELD_LABELS[field]}`}
              onClick={() => onTakeTheirs(field)}
            >
              Take theirs
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
