import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";

/** A list of the team's: a lead is on one or on none. */
export interface LeadList {
  readonly id: string;
  readonly name: string;
}

/** An import that leads came by, as one chooses it in a filter. */
export interface ImportName {
  readonly id: string;
  readonly fileName: string;
  /** ISO 8601. */
  readonly importedAt: string;
}

export type ListResult =
  | { readonly kind: "saved"; readonly list: LeadList }
  | { readonly kind: "name_taken" };

interface OfTeam {
  readonly teamId: string;
}

const SHOWN_IMPORTS = 20;

/** The team's lists by name, on the server and in the browser alike. */
export async function listLeadLists(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: OfTeam,
): Promise<LeadList[]> {
  const { data, error } = await ctx.db
    .from("lead_lists")
    .select("id, name")
    .eq("team_id", teamId)
    .order("name");
  if (error) throw databaseError("listing lists", error);
  return data;
}

/** The newest imports of a team by their files' names, on the server and in the browser alike. */
export async function listImportNames(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: OfTeam,
): Promise<ImportName[]> {
  const { data, error } = await ctx.db
    .from("imports")
    .select("id, file_name, created_at")
    .eq("team_id", teamId)
    .order("created_at", { ascending: false })
    .limit(SHOWN_IMPORTS);
  if (error) throw databaseError("listing imports by name", error);
  return data.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    importedAt: row.created_at,
  }));
}

/**
 * Begins a list without leads.
 *
 * @throws AppError `forbidden` for viewers.
 */
export async function createLeadList(
  ctx: ServiceContext,
  { teamId, name }: OfTeam & { readonly name: string },
): Promise<ListResult> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "lists are made by a user");
  const { data, error } = await ctx.db
    .from("lead_lists")
    .insert({ team_id: teamId, name, created_by: ctx.actor.userId })
    .select("id, name")
    .single();
  if (error?.code === "23505") return { kind: "name_taken" };
  if (error) throw databaseError("creating a list", error);
  return { kind: "saved", list: data };
}

/** @throws AppError `not_found` when it is gone, or not the caller's to rename. */
export async function renameLeadList(
  ctx: ServiceContext,
  { listId, name }: { readonly listId: string; readonly name: string },
): Promise<ListResult> {
  const { data, error } = await ctx.db
    .from("lead_lists")
    .update({ name })
    .eq("id", listId)
    .select("id, name")
    .maybeSingle();
  if (error?.code === "23505") return { kind: "name_taken" };
  if (error) throw databaseError("renaming a list", error);
  if (!data) throw listIsGone();
  return { kind: "saved", list: data };
}

/**
 * Deletes a list; its leads stay, on no list.
 *
 * @throws AppError `not_found` when it is gone, or not the caller's to delete.
 */
export async function deleteLeadList(ctx: ServiceContext, listId: string): Promise<void> {
  const { data, error } = await ctx.db.from("lead_lists").delete().eq("id", listId).select("id");
  if (error) throw databaseError("deleting a list", error);
  if (data.length === 0) throw listIsGone();
}

function listIsGone(): AppError {
  return new AppError("not_found", "no such list for the caller", {
    userMessage: "This list is gone already, or you may not change it.",
  });
}
