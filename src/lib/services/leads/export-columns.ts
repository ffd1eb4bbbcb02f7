/** The columns of a file of leads, in their usual order; named as the columns of the table where there is one. */
export const EXPORT_COLUMNS = [
  "company_name",
  "contact_name",
  "phone",
  "email",
  "status",
  "review_reason",
  "last_outcome",
  "call_attempts",
  "last_called_at",
  "callback_at",
  "appointment_at",
  "street",
  "city",
  "state",
  "postal_code",
  "timezone",
  "list",
  "import",
  "consent_basis",
  "do_not_call",
  "notes",
  "created_at",
  "updated_at",
] as const;

export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
