import { z } from "zod";
import type { ServiceContext } from "../context";
import { Constants, type Enums } from "../database.types";
import { AppError, databaseError } from "../errors";
import type { Address } from "../utils/addresses";
import { toPatterns } from "../utils/search-patterns";

export const SUPPRESSION_CHANNELS = Constants.public.Enums.suppression_channel;

export type SuppressionChannel = Enums<"suppression_channel">;
export type SuppressionSource = Enums<"suppression_source">;

export const suppressionQuerySchema = z.object({
  teamId: z.uuid(),
  channel: z.enum(SUPPRESSION_CHANNELS).nullable(),
  /** Part of an address; digits of a phone number in whatever form. */
  search: z.string().max(200),
  /** The first page is 1. */
  page: z.int().min(1),
  pageSize: z.int().min(1).max(200),
});

export type SuppressionQuery = z.output<typeof suppressionQuerySchema>;

export const suppressionReasonSchema = z
  .string()
  .trim()
  .min(1, "Give a reason, for whoever asks later.")
  .max(500, "The reason has at most 500 characters.");

export interface Suppression {
  readonly id: string;
  readonly channel: SuppressionChannel;
  /** E.164, or an e-mail address in lower case. */
  readonly address: string;
  readonly reason: string;
  readonly source: SuppressionSource;
  /** The user who put it on the list; null when it was the system or a person of the past. */
  readonly createdBy: string | null;
  /** Business time. */
  readonly suppressedAt: string;
}

export interface SuppressionPage {
  readonly rows: readonly Suppression[];
  readonly total: number;
}

const COLUMNS = "id, channel, address, reason, source, created_by, suppressed_at";

/** One page of a team's do-not-call list, newest first, on the server and in the browser alike. */
export async function listSuppressions(
  ctx: Pick<ServiceContext, "db">,
  query: SuppressionQuery,
): Promise<SuppressionPage> {
  const from = (query.page - 1) * query.pageSize;
  let request = ctx.db
    .from("suppressions")
    .select(COLUMNS, { count: "exact" })
    .eq("team_id", query.teamId);
  if (query.channel) request = request.eq("channel", query.channel);
  for (const pattern of toPatterns(query.search)) request = request.ilike("address", pattern);
  const { data, error, count } = await request
    .order("suppressed_at", { ascending: false })
    .order("id")
    .range(from, from + query.pageSize - 1);
  // A page beyond the end: entries were removed meanwhile, or the address is old.
  if (error?.code === "PGRST103") {
    const first = await listSuppressions(ctx, { ...query, page: 1, pageSize: 1 });
    return { rows: [], total: first.total };
  }
  if (error) throw databaseError("listing suppressions", error);
  return { rows: data.map(toSuppression), total: count ?? data.length };
}

const ROWS_PER_REQUEST = 1000;

/** The whole list, channel by channel in the order of the addresses, in parts. */
export async function* readAllSuppressions(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): AsyncGenerator<readonly Suppression[]> {
  for (const channel of SUPPRESSION_CHANNELS) {
    let last = "";
    for (;;) {
      const { data, error } = await ctx.db
        .from("suppressions")
        .select(COLUMNS)
        .eq("team_id", teamId)
        .eq("channel", channel)
        .gt("address", last)
        .order("address")
        .limit(ROWS_PER_REQUEST);
      if (error) throw databaseError("reading the do-not-call list", error);
      if (data.length > 0) yield data.map(toSuppression);
      if (data.length < ROWS_PER_REQUEST) break;
      last = data.at(-1)?.address ?? "";
    }
  }
}

interface AddSuppressions {
  readonly teamId: string;
  readonly addresses: readonly Address[];
  readonly reason: string;
  readonly source: "staff" | "import";
}

/**
 * Puts numbers and addresses on the list; queued calls and mails to them are cancelled in the same transaction. What is
 * on the list already stays as it is.
 *
 * @throws AppError `forbidden` for viewers.
 */
export async function addSuppressions(
  ctx: ServiceContext,
  input: AddSuppressions,
): Promise<{ readonly addedCount: number }> {
  if (input.addresses.length === 0) return { addedCount: 0 };
  const { data, error } = await ctx.db.rpc("add_suppressions", {
    p_team_id: input.teamId,
    p_entries: input.addresses.map(({ channel, address }) => ({ channel, address })),
    p_reason: input.reason,
    p_source: input.source,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("adding to the do-not-call list", error);
  ctx.log.info({ teamId: input.teamId, addedCount: data, source: input.source }, "suppressed");
  return { addedCount: data };
}

/**
 * Takes an entry off the list: whoever it is may be contacted again as far as everything else allows.
 *
 * @throws AppError `not_found` when it is gone, or the caller is not an admin of the team.
 */
export async function removeSuppression(
  ctx: ServiceContext,
  { teamId, suppressionId }: { readonly teamId: string; readonly suppressionId: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("suppressions")
    .delete()
    .eq("team_id", teamId)
    .eq("id", suppressionId)
    .select("id");
  if (error) throw databaseError("removing from the do-not-call list", error);
  if (data.length === 0) {
    throw new AppError("not_found", "no such suppression for the caller", {
      userMessage: "This entry is gone already, or you may not remove it.",
    });
  }
  ctx.log.info({ teamId, suppressionId }, "suppression removed");
}

interface SuppressionRow {
  readonly id: string;
  readonly channel: SuppressionChannel;
  readonly address: string;
  readonly reason: string;
  readonly source: SuppressionSource;
  readonly created_by: string | null;
  readonly suppressed_at: string;
}

function toSuppression(row: SuppressionRow): Suppression {
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    reason: row.reason,
    source: row.source,
    createdBy: row.created_by,
    suppressedAt: row.suppressed_at,
  };
}
