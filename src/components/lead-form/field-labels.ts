import type { EditedField } from "@/lib/services/leads/edited-columns";

/** What the fields of the form are called. */
export const FIELD_LABELS: Readonly<Record<EditedField, string>> = {
  companyName: "Company",
  contactName: "Contact",
  phone: "Phone",
  email: "E-mail",
  street: "Street",
  city: "City",
  state: "State",
  postalCode: "ZIP code",
  timezone: "Time zone",
  notes: "Notes",
};
