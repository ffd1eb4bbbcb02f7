import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { leadFieldsSchema } from "../../utils/lead-fields";
import { EDITED_COLUMNS, type EditedColumn, type EditedField } from "./edited-columns";
import { getLead, type LeadRow } from "./list";
import { isDuplicatePhone, toColumns } from "./write";

type Conflicts = Partial<Record<EditedColumn, string | null>>;

const MOST_TRIES = 3;

const FIELD_NAMES = Object.keys(EDITED_COLUMNS) as [EditedField, ...EditedField[]];
const COLUMN_NAMES = Object.values(EDITED_COLUMNS).flat() as [EditedColumn, ...EditedColumn[]];

export const editLeadSchema = z
  .object({
    leadId: z.uuid(),
    /** The changed fields as text. */
    values: z.partialRecord(z.enum(FIELD_NAMES), z.string().max(20_000)),
    /** What stood in their columns when the edit began. */
    seen: z.partialRecord(z.enum(COLUMN_NAMES), z.string().nullable()),
  })
  .refine(({ values, seen }) => columnsOf(values).every((column) => column in seen), {
    message: "Say what stood in each changed field.",
  });

export type EditLead = z.output<typeof editLeadSchema>;

export type EditLeadResult =
  | { readonly kind: "saved"; readonly lead: LeadRow }
  | { readonly kind: "invalid"; readonly field: EditedField | null; readonly message: string }
  | {
      readonly kind: "conflict";
      /** What stands in the columns that somebody else has changed. */
      readonly current: Conflicts;
      /** A colleague's address, where it is on record. */
      readonly changedBy: string | null;
    };

/**
 * Changes fields of a lead, all or none, unless somebody else has changed one of them since. The fields that are not
 * named stay what they are; where and by which rules the lead is called follows from the new ones.
 *
 * @throws AppError `not_found` when the lead is gone, `conflict` while it is in a call and the number would change.
 */
export async function editLead(
  ctx: ServiceContext,
  input: EditLead,
  triesLeft = MOST_TRIES,
): Promise<EditLeadResult> {
  const lead = await getLead(ctx, input.leadId);
  if (!lead) {
    throw new AppError("not_found", "no such lead", { userMessage: "This lead is gone." });
  }
  const parsed = leadFieldsSchema.safeParse({ ...toFields(lead), ...input.values });
  if (!parsed.success) return toInvalid(parsed.error);
  const isMoving = columnsOf(input.values).some((column) => column in placeOf(lead));
  const { data, error } = await ctx.db
    .rpc("edit_lead", {
      p_lead_id: input.leadId,
      // What the zone was worked out from must still hold when it is written.
      p_seen: { ...(isMoving ? placeOf(lead) : {}), ...input.seen },
      p_fields: pick(toColumns(parsed.data, "staff"), [
        ...columnsOf(input.values),
        ...(isMoving ? DERIVED : []),
      ]),
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (isDuplicatePhone(error)) {
    return { kind: "invalid", field: "phone", message: "Another lead has this number." };
  }
  if (error) throw databaseError("editing a lead", error);
  if (!data.is_saved) {
    const current = pick(data.conflicts as Conflicts, Object.keys(input.seen) as EditedColumn[]);
    // A change of the place alone, between reading and writing, is no conflict: the edit is made again.
    if (Object.keys(current).length === 0 && triesLeft > 0) {
      return editLead(ctx, input, triesLeft - 1);
    }
    return { kind: "conflict", current, changedBy: data.changed_by };
  }
  const saved = await getLead(ctx, input.leadId);
  return saved
    ? { kind: "saved", lead: saved }
    : { kind: "invalid", field: null, message: "This lead is gone." };
}

function toInvalid(error: z.ZodError): EditLeadResult {
  const [issue] = error.issues;
  const field = FIELD_NAMES.find((name) => name === issue?.path[0]) ?? null;
  return { kind: "invalid", field, message: issue?.message ?? "Check this value." };
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

/** What the zone and the rules follow from. */
function placeOf(lead: LeadRow) {
  const { phone, city, state, postal_code, timezone } = lead;
  return { phone, city, state, postal_code, timezone };
}

/** What follows from a number or a place: where, and by which rules, the lead is called. */
const DERIVED = ["timezone", "timezone_source", "timezones", "zone_note", "states"] as const;

function columnsOf(values: Partial<Record<EditedField, unknown>>): EditedColumn[] {
  return FIELD_NAMES.flatMap((field) => (field in values ? [...EDITED_COLUMNS[field]] : []));
}

function pick<Name extends string, Value>(
  from: Readonly<Partial<Record<Name, Value>>>,
  names: readonly Name[],
): { [name in Name]?: Value } {
  return Object.fromEntries(
    names.flatMap((name) => (name in from ? [[name, from[name]]] : [])),
  ) as { [name in Name]?: Value };
}
