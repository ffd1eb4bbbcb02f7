import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { type LeadFields, leadFieldsSchema } from "../../utils/lead-fields";
import { getLead, type LeadRow } from "./list";
import { isDuplicatePhone, toColumns } from "./write";

/** The columns that can be changed one at a time, and the field of the form that each is. */
const FIELDS = {
  company_name: "companyName",
  contact_name: "contactName",
  phone: "phone",
  email: "email",
  city: "city",
} as const satisfies Readonly<Record<string, keyof LeadFields>>;

export const editLeadFieldSchema = z.object({
  leadId: z.uuid(),
  field: z.enum(Object.keys(FIELDS) as [keyof typeof FIELDS, ...(keyof typeof FIELDS)[]]),
  /** What stood there when the edit began. */
  seen: z.string().nullable(),
  value: z.string().max(1000),
});

export type EditLeadField = z.output<typeof editLeadFieldSchema>;

export type EditFieldResult =
  | { readonly kind: "saved"; readonly lead: LeadRow }
  | { readonly kind: "invalid"; readonly message: string }
  | {
      readonly kind: "conflict";
      readonly currentValue: string | null;
      /** A colleague's address, where it is on record. */
      readonly changedBy: string | null;
    };

/**
 * Changes one field of a lead, unless somebody else has changed it since. Where the lead is follows from the new value,
 * as when the whole form is saved.
 *
 * @throws AppError `not_found` when the lead is gone, `conflict` while it is in a call and the number would change.
 */
export async function editLeadField(
  ctx: ServiceContext,
  input: EditLeadField,
): Promise<EditFieldResult> {
  const lead = await getLead(ctx, input.leadId);
  if (!lead) {
    throw new AppError("not_found", "no such lead", { userMessage: "This lead is gone." });
  }
  const parsed = leadFieldsSchema.safeParse({
    ...toFields(lead),
    [FIELDS[input.field]]: input.value,
  });
  if (!parsed.success) {
    return { kind: "invalid", message: parsed.error.issues[0]?.message ?? "Check this value." };
  }
  const { data, error } = await ctx.db
    .rpc("edit_lead_field", {
      p_lead_id: input.leadId,
      p_field: input.field,
      // The generated types know no nulls in arguments.
      p_seen: input.seen as string,
      p_fields: toChanges(input.field, parsed.data),
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (isDuplicatePhone(error)) return { kind: "invalid", message: "Another lead has this number." };
  if (error) throw databaseError("editing a field of a lead", error);
  if (!data.is_saved) {
    return { kind: "conflict", currentValue: data.current_value, changedBy: data.changed_by };
  }
  const saved = await getLead(ctx, input.leadId);
  return saved
    ? { kind: "saved", lead: saved }
    : { kind: "invalid", message: "This lead is gone." };
}

/** A lead as its form has it. A zone that was stated is kept; one that was derived is derived again. */
function toFields(lead: LeadRow): z.input<typeof leadFieldsSchema> {
  const isStated = lead.timezone_source === "staff" || lead.timezone_source === "column";
  return {
    companyName: lead.company_name,
    contactName: lead.contact_name ?? "",
    phone: lead.phone + (lead.phone_extension ? ` ext. ${lead.phone_extension}` : ""),
    email: lead.email,
    street: lead.street ?? "",
    city: lead.city ?? "",
    state: lead.state ?? "",
    postalCode: lead.postal_code ?? "",
    timezone: isStated ? (lead.timezone ?? "") : "",
    notes: lead.notes ?? "",
  };
}

/** What follows from a number or a place: where, and by which rules, the lead is called. */
const DERIVED = ["timezone", "timezone_source", "timezones", "zone_note", "states"] as const;

/** The field and what follows from it, and nothing that a colleague may be changing. */
function toChanges(field: keyof typeof FIELDS, fields: LeadFields): Json {
  const all = toColumns(fields, "staff");
  const moves = field === "phone" || field === "city";
  const names = [
    field,
    ...(field === "phone" ? ["phone_extension"] : []),
    ...(moves ? DERIVED : []),
  ];
  return Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
}
