import "server-only";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { cleanLine } from "../../utils/text";
import { toConsentArguments } from "../consents";
import { toProgress } from "./progress";
import { finishImport } from "./rows";
import { type ImportProgress, type StartImport, startImportSchema } from "./schema";

/**
 * Opens an import; its rows follow in chunks. The consent that is attested here covers all leads that it creates and
 * updates. A running import of the same person and file is returned as it is, to be gone on with.
 *
 * @throws AppError `forbidden` for viewers, `conflict` when the list is gone.
 */
export async function startImport(
  ctx: ServiceContext,
  { teamId, ...rest }: StartImport & { readonly teamId: string },
): Promise<ImportProgress> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "imports belong to a user");
  const input = startImportSchema.parse(rest);
  const consent = toConsentArguments(input.consent, "file");
  const { data, error } = await ctx.db.rpc("start_import", {
    p_team_id: teamId,
    p_import: {
      file_name: input.fileName,
      total_rows: input.totalRows,
      columns: input.columns.map(({ header, target }) => ({ header: cleanLine(header), target })),
      duplicate_policy: input.duplicatePolicy,
      list_id: input.listId,
      new_list_name: input.newListName,
      file_signature: input.fileSignature,
      header_signature: input.headerSignature,
      basis: consent.p_basis,
      note: consent.p_note,
      text_shown: consent.p_text_shown,
    },
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("starting an import", error);
  return toProgress(data);
}

/** Stops an import. What it has created stays, and is brought into the list; a chunk that is under way is either in or not. */
export async function cancelImport(ctx: ServiceContext, importId: string): Promise<ImportProgress> {
  const { error } = await ctx.db
    .from("imports")
    .update({ state: "cancelled" })
    .eq("id", importId)
    .eq("state", "running");
  if (error) throw databaseError("cancelling an import", error);
  return finishImport(ctx, importId);
}
