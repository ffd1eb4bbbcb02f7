import "server-only";
import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import type { ColumnMapping } from "../../utils/csv-columns";
import {
  type ImportProgress,
  type ImportSummary,
  type ImportUndo,
  keptReasonsSchema,
  startImportSchema,
} from "./schema";

const IMPORTS_PER_REQUEST = 100;

/** How far an import has come: what to go on from after an answer was lost. */
export async function getImportProgress(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<ImportProgress> {
  return toProgress(await readImport(ctx, importId));
}

/** The newest imports of a team, the newest first. */
export async function listImports(
  ctx: Pick<ServiceContext, "db">,
  teamId: string,
): Promise<ImportSummary[]> {
  const { data, error } = await ctx.db
    .from("imports")
    .select(COLUMNS)
    .eq("team_id", teamId)
    .order("created_at", { ascending: false })
    .limit(IMPORTS_PER_REQUEST);
  if (error) throw databaseError("listing imports", error);
  return data.map(toSummary);
}

/** One import of the caller's team; undefined when there is none. */
export async function getImport(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<ImportSummary | undefined> {
  const { data, error } = await ctx.db
    .from("imports")
    .select(COLUMNS)
    .eq("id", importId)
    .maybeSingle();
  if (error) throw databaseError("reading an import", error);
  return data ? toSummary(data) : undefined;
}

/** What the columns of the newest import with the same headers meant; undefined for headers that are new to the team. */
export async function getMapping(
  ctx: Pick<ServiceContext, "db">,
  input: { readonly teamId: string; readonly headerSignature: string },
): Promise<readonly ColumnMapping[] | undefined> {
  const { data, error } = await ctx.db
    .from("imports")
    .select("columns")
    .eq("team_id", input.teamId)
    .eq("header_signature", input.headerSignature)
    .order("created_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError("reading the meaning of columns", error);
  // Stored by an earlier version, it may name what there is no more.
  const columns = startImportSchema.shape.columns.safeParse(data?.columns);
  return columns.success ? columns.data : undefined;
}

/**
 * Reads an import of the caller's team.
 *
 * @throws AppError `not_found`.
 */
export async function readImport(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<StoredImport> {
  const { data, error } = await ctx.db
    .from("imports")
    .select(COLUMNS)
    .eq("id", importId)
    .maybeSingle();
  if (error) throw databaseError("reading an import", error);
  if (data) return data;
  throw new AppError("not_found", "no such import", { userMessage: "This import is gone." });
}

const COLUMNS =
  "id, state, file_name, total_rows, processed_rows, created_count, updated_count, skipped_count, refused_count, suppressed_count, columns, duplicate_policy, list_id, begun_at, created_by, undone_at, is_undo_finished, removed_count, restored_count, kept_count, kept_reasons";

export type StoredImport = Pick<
  Tables<"imports">,
  | "id"
  | "state"
  | "file_name"
  | "total_rows"
  | "processed_rows"
  | "created_count"
  | "updated_count"
  | "skipped_count"
  | "refused_count"
  | "suppressed_count"
  | "columns"
  | "duplicate_policy"
  | "list_id"
  | "begun_at"
  | "created_by"
  | "undone_at"
  | "is_undo_finished"
  | "removed_count"
  | "restored_count"
  | "kept_count"
  | "kept_reasons"
>;

export function toProgress(row: StoredImport): ImportProgress {
  return {
    importId: row.id,
    state: row.state,
    totalRows: row.total_rows,
    processedRows: row.processed_rows,
    createdCount: row.created_count,
    updatedCount: row.updated_count,
    skippedCount: row.skipped_count,
    refusedCount: row.refused_count,
    suppressedCount: row.suppressed_count,
  };
}

export function toUndo(row: StoredImport): ImportUndo {
  return {
    importId: row.id,
    removedCount: row.removed_count,
    restoredCount: row.restored_count,
    keptCount: row.kept_count,
    keptReasons: keptReasonsSchema.parse(row.kept_reasons),
    isFinished: row.is_undo_finished,
  };
}

function toSummary(row: StoredImport): ImportSummary {
  return {
    ...toProgress(row),
    fileName: row.file_name,
    duplicatePolicy: row.duplicate_policy,
    listId: row.list_id,
    begunAt: row.begun_at,
    createdBy: row.created_by,
    undo: row.undone_at === null ? undefined : toUndo(row),
  };
}
