import type { LeadFieldsInput } from "../../utils/lead-fields";

/** The fields of a lead that staff edit, and the columns in which each is stored. */
export const EDITED_COLUMNS = {
  companyName: ["company_name"],
  contactName: ["contact_name"],
  phone: ["phone", "phone_extension"],
  email: ["email"],
  street: ["street"],
  city: ["city"],
  state: ["state"],
  postalCode: ["postal_code"],
  timezone: ["timezone"],
  notes: ["notes"],
} as const satisfies Readonly<Record<keyof LeadFieldsInput, readonly string[]>>;

export type EditedField = keyof typeof EDITED_COLUMNS;
export type EditedColumn = (typeof EDITED_COLUMNS)[EditedField][number];
