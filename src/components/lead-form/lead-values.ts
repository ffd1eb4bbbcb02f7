import type { UseFormReturn } from "react-hook-form";
import type { LeadRow } from "@/lib/services/leads/list";
import { formatPhone } from "@/lib/utils/format-phone";
import type { LeadFields, LeadFieldsInput } from "@/lib/utils/lead-fields";

/** The fields of the form as text. */
export type LeadFormValues = LeadFieldsInput;

/** The form's state: text while it is edited, a lead's fields once it is valid. */
export type LeadFormState = UseFormReturn<LeadFormValues, unknown, LeadFields>;

export const EMPTY_LEAD: LeadFormValues = {
  companyName: "",
  contactName: "",
  phone: "",
  email: "",
  street: "",
  city: "",
  state: "",
  postalCode: "",
  timezone: "",
  notes: "",
};

/** A stored lead as the form shows it. A derived time zone is left empty, so that it follows the ZIP code. */
export function toFormValues(lead: LeadRow): LeadFormValues {
  const extension = lead.phone_extension ? ` ext. ${lead.phone_extension}` : "";
  const isStated = lead.timezone_source === "staff" || lead.timezone_source === "column";
  return {
    companyName: lead.company_name,
    contactName: lead.contact_name ?? "",
    phone: `${formatPhone(lead.phone)}${extension}`,
    email: lead.email,
    street: lead.street ?? "",
    city: lead.city ?? "",
    state: lead.state ?? "",
    postalCode: lead.postal_code ?? "",
    timezone: isStated ? (lead.timezone ?? "") : "",
    notes: lead.notes ?? "",
  };
}
