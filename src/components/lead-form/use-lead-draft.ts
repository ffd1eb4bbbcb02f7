"use client";

import { useCallback, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
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
 * stored lead; those that are keep what was typed, and differing ones are conflicts until one side is chosen. A field is
 * being edited while its text is not that of the lead as the person has seen it.
 */
export function useLeadDraft(form: LeadFormState, lead: LeadRow) {
  const [seen, setSeen] = useState(lead);
  const values = useWatch({ control: form.control });
  const edited = FIELDS.filter(
    (field) => textOf(values, field) !== textOf(toFormValues(seen), field),
  );
  const changed = FIELDS.filter((field) => isDifferent(field, seen, lead));
  const accept = useCallback(
    (fields: readonly EditedField[]) =>
      setSeen((before) => ({
        ...before,
        ...pickColumns(lead, fields),
        timezone_source: lead.timezone_source,
      })),
    [lead],
  );
  const untouched = changed.filter((field) => !edited.includes(field)).join();
  useEffect(() => {
    if (untouched === "") return;
    const fields = untouched.split(",") as EditedField[];
    for (const field of fields) form.setValue(field, textOf(toFormValues(lead), field));
    accept(fields);
  }, [untouched, form, lead, accept]);
  return {
    isDirty: edited.length > 0,
    conflicts: changed.flatMap((field): FieldConflict[] =>
      edited.includes(field) ? [{ field, theirs: textOf(toFormValues(lead), field) }] : [],
    ),
    /** Saves over what others wrote. */
    keepMine: (field: EditedField) => accept([field]),
    takeTheirs: (field: EditedField) => {
      form.setValue(field, textOf(toFormValues(lead), field));
      accept([field]);
    },
    /** The changed fields, and what the person saw in their columns. */
    read: () => {
      const texts = form.getValues();
      const fields = FIELDS.filter(
        (field) => textOf(texts, field) !== textOf(toFormValues(seen), field),
      );
      return {
        values: Object.fromEntries(fields.map((field) => [field, textOf(texts, field)])),
        seen: pickColumns(seen, fields),
      };
    },
    /** Goes on from the lead as it was saved, with what was typed since it was sent. */
    restart: (saved: LeadRow, sent: LeadFormValues) => {
      const typed = form.getValues();
      form.reset(toFormValues(saved));
      setSeen(saved);
      for (const field of FIELDS) {
        if (typed[field] !== sent[field]) form.setValue(field, textOf(typed, field));
      }
    },
  };
}

function textOf(values: Partial<LeadFormValues>, field: EditedField): string {
  return values[field] ?? "";
}

function isDifferent(field: EditedField, a: LeadRow, b: LeadRow): boolean {
  return EDITED_COLUMNS[field].some((column) => a[column] !== b[column]);
}

function pickColumns(lead: LeadRow, fields: readonly EditedField[]): Seen {
  const columns: readonly EditedColumn[] = fields.flatMap((field) => EDITED_COLUMNS[field]);
  return Object.fromEntries(columns.map((column) => [column, lead[column]])) as Seen;
}
