import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { formatCsv } from "../../utils/csv";
import { REFUSAL_COLUMNS } from "../../utils/csv-columns";
import { readImport } from "./progress";
import { type ImportRefusal, startImportSchema } from "./schema";

const REFUSALS_PER_REQUEST = 1000;

const BYTE_ORDER_MARK = "\uFEFF";

const fieldsSchema = z.record(z.string(), z.string());

/**
 * The first rows of an import that made no lead, and the names of its columns, both in the order of the file.
 *
 * @throws AppError `not_found`.
 */
export async function listRefusals(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): Promise<{ readonly headers: readonly string[]; readonly refusals: readonly ImportRefusal[] }> {
  const [headers, refusals] = await Promise.all([
    readHeaders(ctx, importId),
    readRefusals(ctx, importId, 0),
  ]);
  return { headers, refusals };
}

/**
 * All rows of an import that made no lead as a CSV file: the columns of the file, the row's number and the reason, so
 * that it can be corrected and imported again. Spreadsheets run no cell as a formula.
 */
export async function* writeRefusalsCsv(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const headers = await readHeaders(ctx, importId);
  yield encoder.encode(formatCsv([...headers, REFUSAL_COLUMNS.row, REFUSAL_COLUMNS.reason], []));
  let after = 0;
  for (;;) {
    const refusals = await readRefusals(ctx, importId, after);
    const [first, ...others] = refusals.map((refusal) => toCells(refusal, headers));
    // Only the file as a whole begins with the mark.
    if (first) yield encoder.encode(formatCsv(first, others).replace(BYTE_ORDER_MARK, ""));
    after = refusals.at(-1)?.rowNumber ?? after;
    if (refusals.length < REFUSALS_PER_REQUEST) return;
  }
}

async function readHeaders(ctx: Pick<ServiceContext, "db">, importId: string): Promise<string[]> {
  const stored = await readImport(ctx, importId);
  return (
    startImportSchema.shape.columns
      .catch([])
      .parse(stored.columns)
      .map((column) => column.header)
      // A file of refused rows that was imported again has them already.
      .filter((header) => header !== REFUSAL_COLUMNS.row && header !== REFUSAL_COLUMNS.reason)
  );
}

function toCells(refusal: ImportRefusal, headers: readonly string[]): string[] {
  const cells = headers.map((header) => refusal.fields[header] ?? "");
  return [...cells, String(refusal.rowNumber), refusal.reason];
}

async function readRefusals(
  ctx: Pick<ServiceContext, "db">,
  importId: string,
  after: number,
): Promise<ImportRefusal[]> {
  const { data, error } = await ctx.db
    .from("import_refusals")
    .select("row_number, is_duplicate, reason, fields")
    .eq("import_id", importId)
    .gt("row_number", after)
    .order("row_number")
    .limit(REFUSALS_PER_REQUEST);
  if (error) throw databaseError("listing refused rows", error);
  return data.map((row) => ({
    rowNumber: row.row_number,
    isDuplicate: row.is_duplicate,
    reason: row.reason,
    fields: fieldsSchema.parse(row.fields),
  }));
}
