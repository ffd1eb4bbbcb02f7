import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants, type Tables } from "../../database.types";
import { databaseError } from "../../errors";

/** The columns that the table can be sorted by. */
export const LEAD_SORTS = [
  "company_name",
  "contact_name",
  "phone",
  "email",
  "status",
  "call_attempts",
  "last_called_at",
  "callback_at",
  "city",
  "created_at",
  "updated_at",
] as const;

export const LEAD_STATUS_FILTERS = [...Constants.public.Enums.lead_status, "review"] as const;

/** A lead status, or `review`: waits for a person's decision, whatever its status. */
export type LeadStatusFilter = (typeof LEAD_STATUS_FILTERS)[number];
export type LeadSort = (typeof LEAD_SORTS)[number];

export const leadQuerySchema = z.object({
  teamId: z.uuid(),
  status: z.enum(LEAD_STATUS_FILTERS).nullable(),
  search: z.string().max(200),
  sort: z.enum(LEAD_SORTS),
  direction: z.enum(["asc", "desc"]),
  /** The first page is 1. */
  page: z.int().min(1),
  pageSize: z.int().min(1).max(200),
});

export type LeadQuery = z.output<typeof leadQuerySchema>;

const LEAD_COLUMNS =
  "id, company_name, contact_name, phone, phone_extension, email, status, review_reason, call_attempts, last_called_at, callback_at, street, city, state, postal_code, timezone, timezone_source, notes, created_at, updated_at";

/** The words to search stand in a table of their own: it is joined only where there is something to look for. */
const SEARCHED_COLUMNS =
  "id, company_name, contact_name, phone, phone_extension, email, status, review_reason, call_attempts, last_called_at, callback_at, street, city, state, postal_code, timezone, timezone_source, notes, created_at, updated_at, lead_search!inner(id)";

export type LeadRow = Pick<
  Tables<"leads">,
  | "id"
  | "company_name"
  | "contact_name"
  | "phone"
  | "phone_extension"
  | "email"
  | "status"
  | "review_reason"
  | "call_attempts"
  | "last_called_at"
  | "callback_at"
  | "street"
  | "city"
  | "state"
  | "postal_code"
  | "timezone"
  | "timezone_source"
  | "notes"
  | "created_at"
  | "updated_at"
>;

export interface LeadPage {
  readonly rows: readonly LeadRow[];
  /** All leads that pass the filters. */
  readonly total: number;
}

/**
 * One page of a team's leads under the caller's rights. Runs on the server and in the browser alike. Equal values are
 * ordered by id, so that no lead is on two pages or on none.
 */
export async function listLeads(
  ctx: Pick<ServiceContext, "db">,
  query: LeadQuery,
): Promise<LeadPage> {
  const from = (query.page - 1) * query.pageSize;
  const isAscending = query.direction === "asc";
  const patterns = toPatterns(query.search);
  const leads = ctx.db.from("leads");
  let request = (
    patterns.length > 0
      ? leads.select(SEARCHED_COLUMNS, { count: "exact" })
      : leads.select(LEAD_COLUMNS, { count: "exact" })
  ).eq("team_id", query.teamId);
  if (query.status === "review") request = request.not("review_reason", "is", null);
  else if (query.status) request = request.eq("status", query.status);
  for (const pattern of patterns) request = request.ilike("lead_search.text", pattern);
  const { data, error, count } = await request
    .order(query.sort, { ascending: isAscending, nullsFirst: false })
    .order("id")
    .range(from, from + query.pageSize - 1);
  // A page beyond the end: rows were deleted meanwhile, or the address is old.
  if (error?.code === "PGRST103") return { rows: [], total: await countLeads(ctx, query) };
  if (error) throw databaseError("listing leads", error);
  return { rows: data, total: count ?? data.length };
}

/** One lead, or undefined when it is gone or not the caller's. */
export async function getLead(
  ctx: Pick<ServiceContext, "db">,
  leadId: string,
): Promise<LeadRow | undefined> {
  const { data, error } = await ctx.db
    .from("leads")
    .select(LEAD_COLUMNS)
    .eq("id", leadId)
    .maybeSingle();
  if (error) throw databaseError("reading a lead", error);
  return data ?? undefined;
}

async function countLeads(ctx: Pick<ServiceContext, "db">, query: LeadQuery): Promise<number> {
  const first = await listLeads(ctx, { ...query, page: 1, pageSize: 1 });
  return first.total;
}

/**
 * Patterns that must all match. A phone number is found however it is typed: its digits are looked for in the stored
 * E.164 form. `%` and `_` are meant literally. Characters that mean something in PostgREST's own syntax match any one
 * character: quoting them is read differently by its implementations, and nobody searches for them.
 */
export function toPatterns(search: string): string[] {
  const text = search.trim().toLowerCase();
  if (text === "") return [];
  const digits = text.replaceAll(/\D/g, "");
  if (/^[\d\s().+-]+$/.test(text) && digits.length >= 3) return [`%${digits}%`];
  return text
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[%_*,"(){}\\]/g, escapeCharacter)}%`);
}

function escapeCharacter(character: string): string {
  return character === "%" || character === "_" ? `\\${character}` : "_";
}
