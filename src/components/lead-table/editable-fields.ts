import type { LeadColumnId } from "./lead-layout";

/** The fields that can be changed in the table itself; the others need more than one line. */
export const EDITABLE_FIELDS = ["company_name", "contact_name", "phone", "email", "city"] as const;

export type EditableField = (typeof EDITABLE_FIELDS)[number];

export function isEditable(column: LeadColumnId): column is EditableField {
  return (EDITABLE_FIELDS as readonly LeadColumnId[]).includes(column);
}

/** The field to edit after one, or before it, among the columns that are shown; undefined at the row's end. */
export function fieldBeside(
  columns: readonly LeadColumnId[],
  field: EditableField,
  step: 1 | -1,
): EditableField | undefined {
  const fields = columns.filter(isEditable);
  return fields[fields.indexOf(field) + step];
}
