import type { ServiceContext } from "../../context";
import type { Json, Tables } from "../../database.types";
import { databaseError } from "../../errors";
import type { LeadFilters, LeadQuery } from "./lead-query";

/** A lead as lists and drawers show it, named as in the database. */
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
  | "last_outcome"
  | "call_attempts"
  | "last_called_at"
  | "callback_at"
  | "street"
  | "city"
  | "state"
  | "postal_code"
  | "timezone"
  | "timezone_source"
  | "timezones"
  | "list_id"
  | "import_id"
  | "consent_basis"
  | "notes"
  | "custom"
  | "created_at"
  | "updated_at"
> & {
  /** When the demo begins that is agreed with the lead, ISO 8601. */
  readonly appointment_at: string | null;
  readonly list_name: string | null;
};

export interface LeadPage {
  readonly rows: readonly LeadRow[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export interface LeadCount {
  readonly count: number;
  /** False: there are more than a thousand, and `count` is the database's estimate. */
  readonly isExact: boolean;
}

type ReadContext = Pick<ServiceContext, "db" | "now">;

/**
 * One page of a team's leads under the caller's rights, on the server and in the browser alike. No lead is on two pages
 * or on none; a cursor whose lead is gone means the first page.
 */
export async function listLeads(ctx: ReadContext, query: LeadQuery): Promise<LeadPage> {
  const { teamId, ...page } = query;
  const { data, error } = await ctx.db.rpc("list_leads", {
    p_team_id: teamId,
    p_query: toJson(page),
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("listing leads", error);
  return toPage(data);
}

/** How many leads pass the filters: exact up to a thousand. Asked for apart, so that no row waits for it. */
export async function countLeads(
  ctx: ReadContext,
  input: { readonly teamId: string; readonly filters: LeadFilters },
): Promise<LeadCount> {
  const { data, error } = await ctx.db
    .rpc("count_leads", {
      p_team_id: input.teamId,
      p_filters: toJson(input.filters),
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (error) throw databaseError("counting leads", error);
  return { count: data.lead_count, isExact: data.is_exact };
}

/** Leads by their ids, at most 2,000, in that order; those that are gone are left out. */
export async function listLeadsByIds(
  ctx: Pick<ServiceContext, "db">,
  leadIds: readonly string[],
): Promise<LeadRow[]> {
  if (leadIds.length === 0) return [];
  const { data, error } = await ctx.db.rpc("leads_by_id", { p_lead_ids: [...leadIds] });
  if (error) throw databaseError("reading leads", error);
  // The generated types know no nulls in what functions return.
  return data as LeadRow[];
}

/** One lead, or undefined when it is gone or not the caller's. */
export async function getLead(
  ctx: Pick<ServiceContext, "db">,
  leadId: string,
): Promise<LeadRow | undefined> {
  const [lead] = await listLeadsByIds(ctx, [leadId]);
  return lead;
}

/** What the database's own function wrote: its shape is tested there, and no schema has to be loaded for it. */
function toPage(data: Json): LeadPage {
  const page = data as unknown as {
    readonly rows: LeadRow[];
    readonly has_previous: boolean;
    readonly has_next: boolean;
  };
  return { rows: page.rows, hasPrevious: page.has_previous, hasNext: page.has_next };
}

/** Filters that are not set are left out. */
function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
