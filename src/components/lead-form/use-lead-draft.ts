"use client";

import { useCallback, useEffect, useState } from "react";
import {
  EDITED_COLUMNS,
  type EditedColumn,
  type EditedField,
} from "@/lib/services/leads/edited-columns";
import type { LeadRow } from "@/lib/services/leads/list";
import { type LeadFormState, type LeadFormValues, toFormValues } from "./lead-values";

const FIELDS = Object.keys(EDITED_COLUMNS) as readonly EditedField[];

type Seen = Partial<Pick<LeadRow, EditedColumn>>;

export interface FieldConflict {
  readonly field: EditedField;
  /** As the form would show it. */
  readonly theirs: string;
}

/**
 * What somebody changes in a lead, beside what others change meanwhile: fields that are not being edited follow the
 * stored lead; those that are keep what was typed, and differing ones are conflicts until one side is chosen.
 */
export function useLeadDraft(form: LeadFormState, lead: LeadRow) {
  // What the person has seen; a field counts as changed by others while the stored lead differs from it.
  const [seen, setSeen] = useState(lead);
  const { dirtyFields } = form.formState;
  const changed = FIELDS.filter((field) => isDifferent(field, seen, lead));
  const conflicts = changed.flatMap((field): FieldConflict[] =>
    dirtyFields[field] ? [{ field, theirs: toFormValues(lead)[field] ?? "" }] : [],
  );
  const accept = useCallback(
    (fields: readonly EditedField[]) =>
      setSeen((before) => ({
        ...before,
        ...pickColumns(lead, fields),
        timezone_source: lead.timezone_source,
      })),
    [lead],
  );
  const untouched = changed.filter((field) => !dirtyFields[field]).join();
  useEffect(() => {
    if (untouched === "") return;
    const fields = untouched.split(",") as EditedField[];
    for (const field of fields) {
      form.resetField(field, { defaultValue: toFormValues(lead)[field] ?? "" });
    }
    accept(fields);
  }, [untouched, form, lead, accept]);
  return {
    conflicts,
    /** Saves over what others wrote. */
    keepMine: (field: EditedField) => {
      const mine = form.getValues(field);
      form.resetField(field, { defaultValue: toFormValues(lead)[field] ?? "" });
      form.setValue(field, mine, { shouldDirty: true });
      accept([field]);
    },
    takeTheirs: (field: EditedField) => {
      form.resetField(field, { defaultValue: toFormValues(lead)[field] ?? "" });
      accept([field]);
    },
    /** The changed fields, and what the person saw in their columns. */
    read: () => {
      const fields = FIELDS.filter((field) => dirtyFields[field]);
      return { values: pickValues(form.getValues(), fields), seen: pickColumns(seen, fields) };
    },
    /** Goes on from the lead as it was saved, with what was typed since it was sent. */
    restart: (saved: LeadRow, sent: LeadFormValues) => {
      const typed = form.getValues();
      form.reset(toFormValues(saved));
      setSeen(saved);
      for (const field of FIELDS) {
        if (typed[field] !== sent[field]) {
          form.setValue(field, typed[field] ?? "", { shouldDirty: true });
        }
      }
    },
  };
}

function isDifferent(field: EditedField, a: LeadRow, b: LeadRow): boolean {
  return EDITED_COLUMNS[field].some((column) => a[column] !== b[column]);
}

function pickColumns(lead: LeadRow, fields: readonly EditedField[]): Seen {
  const columns: readonly EditedColumn[] = fields.flatMap((field) => EDITED_COLUMNS[field]);
  return Object.fromEntries(columns.map((column) => [column, lead[column]])) as Seen;
}

function pickValues(values: LeadFormValues, fields: readonly EditedField[]) {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? ""]));
}
