import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { type JudgedRow, type JudgeRules, judgeRows, toRecord } from "./judge";
import { deriveKnownZones } from "./known-places";
import { readImport, type StoredImport, toProgress } from "./progress";
import { type ImportChunk, type ImportProgress, startImportSchema } from "./schema";

/** How long a chunk waits for the one before it, which is on its way at the same time. */
const TURN_MS = 10_000;
const LOOK_EVERY_MS = 25;
const FINISH_MS = 10_000;
const FINISHING_TOGETHER = 2;
/** Real time: the database says itself when it stored them. */
const ABANDONED_MS = 60_000;
const ABANDONED_CHUNKS = 20;

/**
 * Takes rows of an import. They are judged while the chunk before is still being stored, stored in the order of the file,
 * each once: what comes twice or overlaps is left out. They are in the list when no others are being stored; `finishImport`
 * sees to those that are left.
 *
 * @throws AppError `conflict` when rows before these are missing or the import has ended, `bad_request` for rows beyond
 * the announced number, `not_found`.
 */
export async function importRows(
  ctx: ServiceContext,
  chunk: ImportChunk & { readonly importId: string },
): Promise<ImportProgress> {
  const { importId, firstRow, rows } = chunk;
  const lastRow = firstRow + rows.length - 1;
  let stored = await readImport(ctx, importId);
  if (lastRow > stored.total_rows) {
    throw new AppError("bad_request", `row ${lastRow} of ${stored.total_rows}`, {
      userMessage: `This import was begun with ${stored.total_rows} rows. Start it again.`,
    });
  }
  const rules: JudgeRules = {
    columns: startImportSchema.shape.columns.parse(stored.columns),
    duplicatePolicy: stored.duplicate_policy,
  };
  // Answered by the database's own words below when it has ended.
  if (stored.processed_rows >= lastRow) return toProgress(stored);
  const judged = await judgeRows(rows, firstRow, rules);
  // Leads that are updated get the zone of their whole place, which the rows before may change.
  let mustWait = rules.duplicatePolicy !== "skip";
  while (stored.processed_rows < lastRow) {
    if (mustWait && stored.processed_rows + 1 < firstRow) {
      stored = await waitForTurn(ctx, importId, firstRow);
    }
    const from = Math.max(firstRow, stored.processed_rows + 1);
    if (from > lastRow) break;
    // Folded rows cannot be parted afterwards.
    const next =
      from === firstRow ? judged : await judgeRows(rows.slice(from - firstRow), from, rules);
    stored = await storeRows(ctx, importId, next, rules);
    // The database itself waits for the chunk before, but not for long.
    mustWait = true;
  }
  if (stored.state === "running") await makeSearchable(ctx, importId);
  return toProgress(stored);
}

/**
 * Brings what was stored into the list and its search, for some seconds at most: to be called until the import is no longer
 * running. Harmless at any time.
 *
 * @throws AppError `not_found`.
 */
export async function finishImport(ctx: ServiceContext, importId: string): Promise<ImportProgress> {
  const stopAtMs = Date.now() + FINISH_MS;
  const work = async () => {
    let before: number | null = null;
    for (;;) {
      const waiting = await makeSearchable(ctx, importId);
      if (!waiting || Date.now() > stopAtMs) return;
      // Others are at what is left.
      if (waiting === before) await sleep(LOOK_EVERY_MS);
      before = waiting;
    }
  };
  await Promise.all(Array.from({ length: FINISHING_TOGETHER }, work));
  return toProgress(await readImport(ctx, importId));
}

/** Finishes what an import left that nobody goes on with: its leads are to be in the list all the same. */
export async function makeAbandonedSearchable(ctx: ServiceContext): Promise<void> {
  const { data, error } = await ctx.db.rpc("make_abandoned_searchable", {
    p_stored_before: new Date(Date.now() - ABANDONED_MS).toISOString(),
    p_limit: ABANDONED_CHUNKS,
  });
  if (error) throw databaseError("making leads of abandoned imports searchable", error);
  if (data > 0) ctx.log.info({ leadCount: data }, "leads of abandoned imports made searchable");
}

/** How many chunks still wait for it; null while others are being stored. */
async function makeSearchable(ctx: ServiceContext, importId: string): Promise<number | null> {
  const { data, error } = await ctx.db.rpc("make_imported_searchable", { p_import_id: importId });
  if (error) throw databaseError("making imported leads searchable", error);
  return data;
}

async function waitForTurn(
  ctx: ServiceContext,
  importId: string,
  firstRow: number,
): Promise<StoredImport> {
  const startedAt = Date.now();
  for (;;) {
    const stored = await readImport(ctx, importId);
    if (stored.processed_rows + 1 >= firstRow || stored.state !== "running") return stored;
    if (Date.now() - startedAt > TURN_MS) {
      throw new AppError("conflict", `rows are missing before ${firstRow}`, {
        userMessage: `The rows must go on at row ${stored.processed_rows + 1} without a gap.`,
      });
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function storeRows(
  ctx: ServiceContext,
  importId: string,
  rows: readonly JudgedRow[],
  { duplicatePolicy }: JudgeRules,
): Promise<StoredImport> {
  const zones =
    duplicatePolicy === "skip"
      ? undefined
      : await deriveKnownZones(ctx, importId, rows, duplicatePolicy);
  const records = rows.map((row) => ({
    ...toRecord(row),
    ...(row.lead && row.same_as === undefined ? zones?.get(row.lead.phone) : undefined),
  }));
  const { data, error } = await ctx.db.rpc("import_lead_rows", {
    p_import_id: importId,
    p_first_row: rows[0]?.n ?? 1,
    p_rows: records as unknown as Json,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("importing rows", error);
  return data;
}
