import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";

/** A way of looking at the leads that somebody keeps, for themselves or for the team. */
export interface LeadView {
  readonly id: string;
  readonly name: string;
  /** Of the caller's own; false: the team's. */
  readonly isMine: boolean;
  /** Filters and sorting as they stand in the address of the page. */
  readonly query: string;
  /** As the page stored it; an older version of the page may have written it. */
  readonly layout: unknown;
}

export interface LeadViewContent {
  readonly name: string;
  readonly query: string;
  readonly layout: NonNullable<Json>;
}

export type ViewResult =
  | { readonly kind: "saved"; readonly view: LeadView }
  | { readonly kind: "name_taken" };

const COLUMNS = "id, name, owner_id, query, layout";

/** The caller's own views and the team's, by name, on the server and in the browser alike. */
export async function listLeadViews(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<LeadView[]> {
  const { data, error } = await ctx.db
    .from("lead_views")
    .select(COLUMNS)
    .eq("team_id", teamId)
    .order("name");
  if (error) throw databaseError("listing views", error);
  return data.map(toView);
}

/**
 * Keeps a view, for oneself or for the team.
 *
 * @throws AppError `forbidden` for a viewer who wants to keep one for the team.
 */
export async function createLeadView(
  ctx: ServiceContext,
  input: LeadViewContent & { readonly teamId: string; readonly isMine: boolean },
): Promise<ViewResult> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "views are kept by a user");
  const { data, error } = await ctx.db
    .from("lead_views")
    .insert({
      team_id: input.teamId,
      owner_id: input.isMine ? ctx.actor.userId : null,
      name: input.name,
      query: input.query,
      layout: input.layout,
      created_by: ctx.actor.userId,
    })
    .select(COLUMNS)
    .single();
  if (error?.code === "23505") return { kind: "name_taken" };
  if (error) throw databaseError("creating a view", error);
  return { kind: "saved", view: toView(data) };
}

/** @throws AppError `not_found` when it is gone, or not the caller's to change. */
export async function updateLeadView(
  ctx: ServiceContext,
  {
    viewId,
    ...changes
  }: { readonly viewId: string } & (
    | Pick<LeadViewContent, "name">
    | Pick<LeadViewContent, "query" | "layout">
  ),
): Promise<ViewResult> {
  const { data, error } = await ctx.db
    .from("lead_views")
    .update(changes)
    .eq("id", viewId)
    .select(COLUMNS)
    .maybeSingle();
  if (error?.code === "23505") return { kind: "name_taken" };
  if (error) throw databaseError("changing a view", error);
  if (!data) throw viewIsGone();
  return { kind: "saved", view: toView(data) };
}

/** @throws AppError `not_found` when it is gone, or not the caller's to delete. */
export async function deleteLeadView(ctx: ServiceContext, viewId: string): Promise<void> {
  const { data, error } = await ctx.db.from("lead_views").delete().eq("id", viewId).select("id");
  if (error) throw databaseError("deleting a view", error);
  if (data.length === 0) throw viewIsGone();
}

interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string | null;
  readonly query: string;
  readonly layout: Json;
}

/** Nobody sees a view that somebody else keeps for themselves: one with an owner is the caller's. */
function toView({ owner_id, ...view }: StoredView): LeadView {
  return { ...view, isMine: owner_id !== null };
}

function viewIsGone(): AppError {
  return new AppError("not_found", "no such view for the caller", {
    userMessage: "This view is gone already, or it is not yours to change.",
  });
}
