import "server-only";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { toUndo } from "./progress";
import type { ImportUndo } from "./schema";

/** One transaction each: long enough to be worth the round trip, short enough that calls never wait for it. */
const BATCH_SIZE = 2000;

/**
 * Takes back the next batch of an import, beginning with stopping it; called until it is finished, and harmless after.
 * What people or calls have changed since stays.
 *
 * @throws AppError `not_found` when it is gone or not the caller's to change.
 */
export async function undoImport(ctx: ServiceContext, importId: string): Promise<ImportUndo> {
  const { data, error } = await ctx.db.rpc("undo_import", {
    p_import_id: importId,
    p_limit: BATCH_SIZE,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("undoing an import", error);
  return toUndo(data);
}
