import "server-only";
import type { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Json, Tables } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { toConsentArguments } from "../consents";
import type { LeadAction, LeadActionProgress, startLeadActionSchema } from "./lead-action";

/** One transaction each: long enough to be worth the round trip, short enough that calls never wait for it. */
const BATCH_SIZE = 1000;

/** How long a deleted lead can be brought back. */
const UNDO_DAYS = 30;

/**
 * Takes down which leads an action is about and works through the first batch.
 *
 * @throws AppError `forbidden` for viewers, `conflict` when the list to assign is gone.
 */
export async function startLeadAction(
  ctx: ServiceContext,
  input: z.output<typeof startLeadActionSchema> & { readonly teamId: string },
): Promise<LeadActionProgress> {
  const { data, error } = await ctx.db.rpc("start_lead_action", {
    p_team_id: input.teamId,
    p_kind: input.action.kind,
    p_detail: toDetail(input.action),
    p_selection: input.selection,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("starting a bulk action", error);
  const begun = toProgress(data);
  const { actionId, kind, total } = begun;
  ctx.log.info({ teamId: input.teamId, actionId, kind, total }, "bulk action started");
  return begun.isFinished ? begun : continueLeadAction(ctx, actionId);
}

/**
 * Works through the next batch of an action; one that has ended stays as it is.
 *
 * @throws AppError `not_found` when it is gone or not the caller's to change.
 */
export async function continueLeadAction(
  ctx: ServiceContext,
  actionId: string,
): Promise<LeadActionProgress> {
  const { data, error } = await ctx.db.rpc("continue_lead_action", {
    p_action_id: actionId,
    p_limit: BATCH_SIZE,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("working through a bulk action", error);
  return toProgress(data);
}

/** Stops an action between two batches. What is done stays done and can be undone. */
export async function cancelLeadAction(
  ctx: ServiceContext,
  actionId: string,
): Promise<LeadActionProgress> {
  const { data, error } = await ctx.db.rpc("cancel_lead_action", { p_action_id: actionId });
  if (error) throw databaseError("stopping a bulk action", error);
  return toProgress(data);
}

/**
 * Takes back the next batch of an action, beginning with stopping it. What was changed again since stays.
 *
 * @throws AppError `conflict` for attestations, `forbidden` when entries of the do-not-call list are not the caller's
 * to remove.
 */
export async function undoLeadAction(
  ctx: ServiceContext,
  actionId: string,
): Promise<LeadActionProgress> {
  const { data, error } = await ctx.db.rpc("undo_lead_action", {
    p_action_id: actionId,
    p_limit: BATCH_SIZE,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("undoing a bulk action", error);
  return toProgress(data);
}

/** Forgets actions that are too old to be undone, with the copies of the leads that they deleted. */
export async function purgeLeadActions(ctx: ServiceContext): Promise<void> {
  const before = new Date(ctx.now().getTime() - UNDO_DAYS * 24 * 60 * 60 * 1000);
  const { data, error } = await ctx.db.rpc("purge_lead_actions", {
    p_before: before.toISOString(),
  });
  if (error) throw databaseError("purging bulk actions", error);
  if (data > 0) ctx.log.info({ purgedCount: data }, "old bulk actions purged");
}

function toDetail(action: LeadAction): Json {
  switch (action.kind) {
    case "set_status":
      return { status: action.status };
    case "assign_list":
      return { list_id: action.listId };
    case "suppress":
      return { reason: action.reason };
    case "attest": {
      const consent = toConsentArguments(action.consent, "leads");
      return { basis: consent.p_basis, note: consent.p_note, text_shown: consent.p_text_shown };
    }
    case "requeue":
    case "delete":
      return {};
    default:
      throw new AppError("internal", `unknown action ${String(action satisfies never)}`);
  }
}

function toProgress(row: Tables<"lead_actions">): LeadActionProgress {
  return {
    actionId: row.id,
    kind: row.kind,
    state: row.state,
    total: row.total_count,
    done: row.done_count,
    changed: row.changed_count,
    undone: row.undone_count,
    restored: row.restored_count,
    isFinished:
      row.state === "undone" ? row.undone_count === row.changed_count : row.state !== "running",
  };
}
