import "server-only";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { databaseError } from "../../errors";
import type { LeadFields } from "../../utils/lead-fields";
import { deriveWhereabouts } from "../../utils/lead-zone";

/** What became of a write that another lead's phone number may stop. */
export type WriteLeadResult =
  | { readonly kind: "written"; readonly leadId: string }
  | { readonly kind: "duplicate_phone" };

/** Adds a lead by hand. Its calling zone follows from what is known of its place. */
export async function createLead(
  ctx: ServiceContext,
  input: { readonly teamId: string; readonly fields: LeadFields },
): Promise<WriteLeadResult> {
  const { data, error } = await ctx.db.rpc("create_lead", {
    p_team_id: input.teamId,
    p_fields: toColumns(input.fields, "staff"),
    p_now: ctx.now().toISOString(),
  });
  if (isDuplicatePhone(error)) return { kind: "duplicate_phone" };
  if (error) throw databaseError("creating a lead", error);
  return { kind: "written", leadId: data };
}

/** A lead's fields as columns of the table, with the zone that follows from them. */
export function toColumns(
  fields: LeadFields,
  timezoneFrom: "column" | "staff",
): { [column: string]: Json } {
  const place = deriveWhereabouts({ ...fields, timezoneFrom });
  return {
    company_name: fields.companyName,
    contact_name: fields.contactName,
    phone: fields.phone,
    phone_extension: fields.phoneExtension,
    email: fields.email,
    street: fields.street,
    city: fields.city,
    state: fields.state,
    postal_code: fields.postalCode,
    timezone: place.timezone,
    timezone_source: place.timezoneSource,
    timezones: [...place.timezones],
    zone_note: place.holdReason,
    states: [...place.states],
    notes: fields.notes,
  };
}

/** Another lead of the team has the number. */
export function isDuplicatePhone(error: { code?: string; message: string } | null): boolean {
  return error?.code === "23505" && error.message.includes("leads_one_phone_per_team");
}
