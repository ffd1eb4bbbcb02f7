import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../context";
import type { Json } from "../database.types";
import { AppError, databaseError } from "../errors";
import { consentSchema } from "../utils/consent-texts";
import { describeRow, IMPORT_CHUNK_ROWS, MAX_IMPORT_ROWS, readRow } from "../utils/csv";
import { COLUMN_TARGETS } from "../utils/csv-columns";
import { toConsentArguments } from "./consents";
import { toColumns } from "./leads/write";

export const startImportSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  totalRows: z
    .int()
    .min(1, "The file has no rows.")
    .max(MAX_IMPORT_ROWS, `One import takes ${MAX_IMPORT_ROWS} rows at most. Split the file.`),
  /** Null: the leads come in, but nobody calls them until a basis is attested. */
  consent: consentSchema.nullable(),
});

export const importChunkSchema = z.object({
  importId: z.uuid(),
  columns: z
    .array(z.object({ header: z.string().max(200), target: z.enum(COLUMN_TARGETS) }))
    .min(1)
    .max(500),
  /** Numbered from 1 without the header, without gaps: a chunk that comes twice is taken once. */
  rows: z
    .array(z.object({ rowNumber: z.int().min(1), cells: z.array(z.string()) }))
    .min(1)
    .max(IMPORT_CHUNK_ROWS),
});

export type ImportChunk = z.output<typeof importChunkSchema>;

/** How far an import is; created + skipped + refused = processed. */
export interface ImportProgress {
  readonly processedRows: number;
  readonly createdCount: number;
  readonly skippedCount: number;
  readonly refusedCount: number;
}

export interface ImportRefusal {
  readonly rowNumber: number;
  /** The number is in the list already, or earlier in the file. */
  readonly isDuplicate: boolean;
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Opens an import; its rows follow in chunks. The consent that is attested here covers all of its leads. */
export async function startImport(
  ctx: ServiceContext,
  input: z.output<typeof startImportSchema> & { readonly teamId: string },
): Promise<{ readonly importId: string }> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "imports belong to a user");
  const { data, error } = await ctx.db.rpc("start_import", {
    p_team_id: input.teamId,
    p_file_name: input.fileName,
    p_total_rows: input.totalRows,
    ...toConsentArguments(input.consent, "file"),
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("starting an import", error);
  return { importId: data };
}

/** Takes the next rows. Every row is read and judged here, whatever the browser thought of it. */
export async function importRows(ctx: ServiceContext, chunk: ImportChunk): Promise<ImportProgress> {
  const { data, error } = await ctx.db
    .rpc("import_lead_rows", {
      p_import_id: chunk.importId,
      p_rows: chunk.rows.map((row) => toRecord(row, chunk.columns)),
      p_now: ctx.now().toISOString(),
    })
    .single();
  if (error) throw databaseError("importing rows", error);
  return toProgress(data);
}

/** How far an import has come: what to go on from after an answer was lost. */
export async function getImportProgress(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<ImportProgress> {
  const { data, error } = await ctx.db
    .from("imports")
    .select("processed_rows, created_count, skipped_count, refused_count")
    .eq("id", importId)
    .maybeSingle();
  if (error) throw databaseError("reading an import", error);
  if (!data) {
    throw new AppError("not_found", "no such import", { userMessage: "This import is gone." });
  }
  return toProgress(data);
}

/** Stops an import. What it has created stays. */
export async function cancelImport(ctx: ServiceContext, importId: string): Promise<void> {
  const { error } = await ctx.db
    .from("imports")
    .update({ state: "cancelled" })
    .eq("id", importId)
    .eq("state", "running");
  if (error) throw databaseError("cancelling an import", error);
}

const REFUSALS_PER_REQUEST = 1000;

const fieldsSchema = z.record(z.string(), z.string());

/** All rows of an import that made no lead, in the order of the file. */
export async function listRefusals(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<ImportRefusal[]> {
  const refusals: ImportRefusal[] = [];
  for (;;) {
    const { data, error } = await ctx.db
      .from("import_refusals")
      .select("row_number, is_duplicate, reason, fields")
      .eq("import_id", importId)
      .gt("row_number", refusals.at(-1)?.rowNumber ?? 0)
      .order("row_number")
      .limit(REFUSALS_PER_REQUEST);
    if (error) throw databaseError("listing refused rows", error);
    refusals.push(...data.map(toRefusal));
    if (data.length < REFUSALS_PER_REQUEST) return refusals;
  }
}

function toProgress(row: {
  processed_rows: number;
  created_count: number;
  skipped_count: number;
  refused_count: number;
}): ImportProgress {
  return {
    processedRows: row.processed_rows,
    createdCount: row.created_count,
    skippedCount: row.skipped_count,
    refusedCount: row.refused_count,
  };
}

function toRefusal(row: {
  row_number: number;
  is_duplicate: boolean;
  reason: string;
  fields: Json;
}): ImportRefusal {
  return {
    rowNumber: row.row_number,
    isDuplicate: row.is_duplicate,
    reason: row.reason,
    fields: fieldsSchema.parse(row.fields),
  };
}

function toRecord(row: ImportChunk["rows"][number], columns: ImportChunk["columns"]): Json {
  const result = readRow(row.cells, columns);
  const fields = describeRow(row.cells, columns);
  if (!result.isOk) return { row_number: row.rowNumber, refusal: result.refusal, fields };
  const lead = { ...toColumns(result.lead, "column"), custom: { ...result.lead.custom } };
  return { row_number: row.rowNumber, fields, lead };
}
