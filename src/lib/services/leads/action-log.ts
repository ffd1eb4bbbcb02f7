import type { ServiceContext } from "../../context";
import type { Enums, Json } from "../../database.types";
import { databaseError } from "../../errors";

/** What somebody did to many leads at once, as the team reads it later. */
export interface LoggedAction {
  readonly id: string;
  readonly kind: Enums<"lead_action_kind">;
  readonly state: Enums<"lead_action_state">;
  readonly detail: Json;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly undone: number;
  readonly restored: number;
  /** Whose it is; null when the person is gone. */
  readonly by: string | null;
  /** Business time, ISO 8601. */
  readonly startedAt: string;
}

const SHOWN_ACTIONS = 20;

const COLUMNS =
  "id, kind, state, detail, total_count, done_count, changed_count, undone_count, restored_count, created_by, started_at";

/** The team's newest bulk actions, on the server and in the browser alike. */
export async function listLeadActions(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<LoggedAction[]> {
  const { data, error } = await ctx.db
    .from("lead_actions")
    .select(COLUMNS)
    .eq("team_id", teamId)
    .order("started_at", { ascending: false })
    .limit(SHOWN_ACTIONS);
  if (error) throw databaseError("listing bulk actions", error);
  const names = await nameMembers(ctx, teamId);
  return data.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    detail: row.detail,
    total: row.total_count,
    done: row.done_count,
    changed: row.changed_count,
    undone: row.undone_count,
    restored: row.restored_count,
    by: names.get(row.created_by ?? "") ?? null,
    startedAt: row.started_at,
  }));
}

/** The caller's own actions that stopped half way: the page was closed, or its network was lost. */
export async function listUnfinishedActions(
  ctx: Pick<ServiceContext, "db">,
  { teamId, userId }: { readonly teamId: string; readonly userId: string },
): Promise<Pick<LoggedAction, "id" | "kind" | "total" | "done">[]> {
  const { data, error } = await ctx.db
    .from("lead_actions")
    .select("id, kind, total_count, done_count")
    .eq("team_id", teamId)
    .eq("created_by", userId)
    .eq("state", "running")
    .order("started_at", { ascending: false })
    .limit(SHOWN_ACTIONS);
  if (error) throw databaseError("listing unfinished bulk actions", error);
  return data.map((row) => ({
    id: row.id,
    kind: row.kind,
    total: row.total_count,
    done: row.done_count,
  }));
}

async function nameMembers(
  ctx: Pick<ServiceContext, "db">,
  teamId: string,
): Promise<ReadonlyMap<string, string>> {
  const { data, error } = await ctx.db
    .from("team_members")
    .select("user_id, email")
    .eq("team_id", teamId);
  if (error) throw databaseError("naming the team's members", error);
  return new Map(data.map((row) => [row.user_id, row.email]));
}
