import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants, type Tables } from "../../database.types";
import { databaseError } from "../../errors";
import { toPatterns } from "../../utils/search-patterns";

export const CALL_OUTCOME_FILTERS = [...Constants.public.Enums.call_outcome, "not_placed"] as const;

/** An outcome, or `not_placed`: the provider was never asked, or refused. */
export type CallOutcomeFilter = (typeof CALL_OUTCOME_FILTERS)[number];

export const OPEN_CALL_STATES = ["claimed", "placing", "placed"] as const;

export const callQuerySchema = z.object({
  teamId: z.uuid(),
  outcome: z.enum(CALL_OUTCOME_FILTERS).nullable(),
  search: z.string().max(200),
  /** Calendar days, both included, in `timeZone`. */
  firstDay: z.iso.date().nullable(),
  lastDay: z.iso.date().nullable(),
  timeZone: z.string(),
  /** The first page is 1. */
  page: z.int().min(1),
  pageSize: z.int().min(1).max(200),
});

export type CallQuery = z.output<typeof callQuerySchema>;

const CALL_COLUMNS =
  "id, lead_id, company_name, phone, attempt, state, provider_status, outcome, outcome_reason, ended_reason, claimed_at, started_at, ended_at, duration_seconds, cost_usd, leads!calls_lead_id_fkey(timezone)";

type SelectedCall = Pick<
  Tables<"calls">,
  | "id"
  | "lead_id"
  | "company_name"
  | "phone"
  | "attempt"
  | "state"
  | "provider_status"
  | "outcome"
  | "outcome_reason"
  | "ended_reason"
  | "claimed_at"
  | "started_at"
  | "ended_at"
  | "duration_seconds"
  | "cost_usd"
> & { readonly leads: { readonly timezone: string | null } | null };

/** One call of a list, with the called party's zone where it is known. */
export interface CallRow extends Omit<SelectedCall, "leads"> {
  readonly timezone: string | null;
}

export interface CallPage {
  readonly rows: readonly CallRow[];
  /** All finished calls that pass the filters. */
  readonly total: number;
}

/**
 * One page of a team's finished calls, latest first, under the caller's rights. Runs on the server and in the browser
 * alike. Equal times are ordered by id, so that no call is on two pages or on none.
 */
export async function listCalls(
  ctx: Pick<ServiceContext, "db">,
  query: CallQuery,
): Promise<CallPage> {
  const from = (query.page - 1) * query.pageSize;
  const { data, error, count } = await finishedCalls(ctx, query, CALL_COLUMNS)
    .order("claimed_at", { ascending: false })
    .order("id")
    .range(from, from + query.pageSize - 1);
  // A page beyond the end: the address is old.
  if (error?.code === "PGRST103") return { rows: [], total: from };
  if (error) throw databaseError("listing calls", error);
  return { rows: data.map(toCallRow), total: count ?? data.length };
}

function finishedCalls(
  ctx: Pick<ServiceContext, "db">,
  query: CallQuery,
  columns: typeof CALL_COLUMNS,
) {
  let request = ctx.db
    .from("calls")
    .select(columns, { count: "exact" })
    .eq("team_id", query.teamId)
    .in("state", query.outcome === "not_placed" ? ["not_placed"] : ["ended", "not_placed"]);
  if (query.outcome && query.outcome !== "not_placed")
    request = request.eq("outcome", query.outcome);
  const since = query.firstDay && startOfDay(query.firstDay, query.timeZone, 0);
  const before = query.lastDay && startOfDay(query.lastDay, query.timeZone, 1);
  if (since) request = request.gte("claimed_at", since);
  if (before) request = request.lt("claimed_at", before);
  for (const pattern of toPatterns(query.search)) {
    request = request.ilike(/^%\d+%$/.test(pattern) ? "phone" : "company_name", pattern);
  }
  return request;
}

/** The instant at which a calendar day begins in a zone, so many days later. */
function startOfDay(day: string, timeZone: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(
    addDays(new TZDate(year, month - 1, date, timeZone), daysLater).getTime(),
  ).toISOString();
}

/** A call that is going on. */
export interface LiveCall extends CallRow {
  readonly contactName: string | null;
  /** What was said last, once somebody has spoken. */
  readonly lastLine: LastLine | undefined;
}

interface LastLine {
  readonly role: Tables<"call_lines">["role"];
  readonly text: string;
}

const LIVE_COLUMNS =
  "id, lead_id, company_name, phone, attempt, state, provider_status, outcome, outcome_reason, ended_reason, claimed_at, started_at, ended_at, duration_seconds, cost_usd, leads!calls_lead_id_fkey(timezone, contact_name)";

/** More calls than a team may have at once. */
const MOST_LIVE_CALLS = 100;
const LINES_READ = 300;

/** The calls of a team that are going on, the oldest first, with the last words of each. */
export async function listLiveCalls(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<readonly LiveCall[]> {
  const { data, error } = await ctx.db
    .from("calls")
    .select(LIVE_COLUMNS)
    .eq("team_id", teamId)
    .in("state", [...OPEN_CALL_STATES])
    .order("claimed_at")
    .order("id")
    .limit(MOST_LIVE_CALLS);
  if (error) throw databaseError("listing the open calls", error);
  const lines = await readLastLines(
    ctx,
    data.filter(({ state }) => state === "placed").map(({ id }) => id),
  );
  return data.map((row) => ({
    ...toCallRow(row),
    contactName: row.leads?.contact_name ?? null,
    lastLine: lines.get(row.id),
  }));
}

async function readLastLines(
  ctx: Pick<ServiceContext, "db">,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, LastLine>> {
  if (callIds.length === 0) return new Map();
  const { data, error } = await ctx.db
    .from("call_lines")
    .select("call_id, role, text")
    .in("call_id", [...callIds])
    .order("spoken_at", { ascending: false })
    .limit(LINES_READ);
  if (error) throw databaseError("reading the last words of calls", error);
  // Read newest first; turned round, so that the newest is the one that stays.
  return new Map(data.reverse().map(({ call_id, role, text }) => [call_id, { role, text }]));
}

/** The calls that were made to a lead, the latest first. */
export async function listCallsOfLead(
  ctx: Pick<ServiceContext, "db">,
  { leadId }: { readonly leadId: string },
): Promise<readonly CallRow[]> {
  const { data, error } = await ctx.db
    .from("calls")
    .select(CALL_COLUMNS)
    .eq("lead_id", leadId)
    .order("claimed_at", { ascending: false })
    .limit(MOST_CALLS_OF_LEAD);
  if (error) throw databaseError("listing the calls of a lead", error);
  return data.map(toCallRow);
}

const MOST_CALLS_OF_LEAD = 20;

function toCallRow({ leads, ...row }: SelectedCall): CallRow {
  return { ...row, timezone: leads?.timezone ?? null };
}
