import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { formatCsv } from "../../utils/csv";
import { nameColumns } from "../../utils/csv-columns";
import { formatPhone } from "../../utils/format-phone";
import { EXPORT_COLUMNS, type ExportColumn } from "./export-columns";
import { leadSelectionSchema, sortKeysSchema } from "./lead-query-schema";

export const exportQuerySchema = z.object({
  selection: leadSelectionSchema,
  sort: sortKeysSchema,
  /** Which columns and in which order; without them all, and the fields that imports kept beside the usual ones. */
  columns: z.array(z.enum(EXPORT_COLUMNS)).min(1).max(50).optional(),
});

export type ExportQuery = z.output<typeof exportQuerySchema>;

type ExportedLead = Database["public"]["Functions"]["export_leads"]["Returns"][number];

const ROWS_PER_REQUEST = 1000;

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Leads as a CSV file in UTF-8, part by part, in the order of the view, under the caller's rights. Which leads, and in
 * which order, is settled at the beginning; those that are deleted meanwhile are left out. Times are in UTC.
 * Spreadsheets run no cell as a formula.
 */
export async function* writeLeadsCsv(
  ctx: Pick<ServiceContext, "db" | "now">,
  input: ExportQuery & { readonly teamId: string },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const leadIds = await listIds(ctx, input);
  const columns = input.columns ?? EXPORT_COLUMNS;
  const customFields = input.columns ? [] : await listCustomFields(ctx, leadIds);
  const headers = [...columns.map((column) => HEADERS[column]), ...customFields];
  yield encoder.encode(formatCsv(nameColumns(headers), []));
  for (let from = 0; from < leadIds.length; from += ROWS_PER_REQUEST) {
    const leads = await readLeads(ctx, leadIds.slice(from, from + ROWS_PER_REQUEST));
    const [first, ...others] = leads.map((lead) => toCells(lead, columns, customFields));
    // Only the file as a whole begins with the mark.
    if (first) yield encoder.encode(formatCsv(first, others).replace(BYTE_ORDER_MARK, ""));
  }
}

async function listIds(
  ctx: Pick<ServiceContext, "db" | "now">,
  { teamId, selection, sort }: ExportQuery & { readonly teamId: string },
): Promise<string[]> {
  const { data, error } = await ctx.db.rpc("list_export_ids", {
    p_team_id: teamId,
    p_selection: selection,
    p_sort: sort,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("listing leads to export", error);
  return data;
}

/** Asked for in parts, too: a request that names a million leads is more than a server takes. */
async function listCustomFields(
  ctx: Pick<ServiceContext, "db">,
  leadIds: readonly string[],
): Promise<string[]> {
  const names = new Set<string>();
  const step = 20 * ROWS_PER_REQUEST;
  for (let from = 0; from < leadIds.length; from += step) {
    const { data, error } = await ctx.db.rpc("list_custom_fields", {
      p_lead_ids: leadIds.slice(from, from + step),
    });
    if (error) throw databaseError("listing the fields of leads", error);
    for (const name of data) names.add(name);
  }
  return [...names].sort();
}

async function readLeads(
  ctx: Pick<ServiceContext, "db">,
  leadIds: string[],
): Promise<ExportedLead[]> {
  const { data, error } = await ctx.db.rpc("export_leads", { p_lead_ids: leadIds });
  if (error) throw databaseError("reading leads to export", error);
  return data;
}

const HEADERS: Readonly<Record<ExportColumn, string>> = {
  company_name: "Company name",
  contact_name: "Contact name",
  phone: "Phone",
  email: "E-mail",
  status: "Status",
  review_reason: "Needs review because",
  last_outcome: "Last outcome",
  call_attempts: "Attempts",
  last_called_at: "Last called (UTC)",
  callback_at: "Callback (UTC)",
  appointment_at: "Appointment (UTC)",
  street: "Street",
  city: "City",
  state: "State",
  postal_code: "ZIP code",
  timezone: "Time zone",
  list: "List",
  import: "Import",
  consent_basis: "Consent",
  do_not_call: "Do not call",
  notes: "Notes",
  created_at: "Created (UTC)",
  updated_at: "Changed (UTC)",
};

function toCells(
  lead: ExportedLead,
  columns: readonly ExportColumn[],
  customFields: readonly string[],
): string[] {
  const custom = z.record(z.string(), z.unknown()).parse(lead.custom);
  return [
    ...columns.map((column) => toCell(lead, column)),
    ...customFields.map((name) => String(custom[name] ?? "")),
  ];
}

function toCell(lead: ExportedLead, column: ExportColumn): string {
  switch (column) {
    // As people read them: a plus sign in front would be taken for a formula.
    case "phone":
      return (
        formatPhone(lead.phone) + (lead.phone_extension ? ` ext. ${lead.phone_extension}` : "")
      );
    case "list":
      return lead.list_name ?? "";
    case "import":
      return lead.import_name ?? "";
    case "do_not_call":
      return lead.is_suppressed ? "yes" : "";
    case "last_called_at":
    case "callback_at":
    case "appointment_at":
    case "created_at":
    case "updated_at":
      return toUtc(lead[column]);
    default:
      return String(lead[column] ?? "");
  }
}

/** `2026-11-25 14:30:00`: spreadsheets read it as a time. */
function toUtc(instant: string | null): string {
  return instant ? new Date(instant).toISOString().slice(0, 19).replace("T", " ") : "";
}
