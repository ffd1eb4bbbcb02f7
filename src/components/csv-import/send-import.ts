import {
  cancelImportAction,
  getImportProgressAction,
  importRowsAction,
  listRefusalsAction,
  startImportAction,
} from "@/app/(desk)/leads/import/actions";
import type { ImportProgress, ImportRefusal } from "@/lib/services/imports";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import type { Consent } from "@/lib/utils/consent-texts";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import { cutIntoChunks } from "./import-chunks";

export interface ImportJob {
  readonly fileName: string;
  readonly columns: readonly ColumnMapping[];
  readonly rows: readonly (readonly string[])[];
  /** Null: nobody calls the leads until a basis is attested. */
  readonly consent: Consent | null;
}

interface SendOptions {
  /** The import to go on with; undefined for a new one. */
  readonly importId: string | undefined;
  readonly onStart: (importId: string) => void;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Stops between two chunks; what has been created stays. */
  readonly signal: AbortSignal;
}

interface SentImport {
  readonly importId: string;
  readonly refusals: readonly ImportRefusal[];
}

/** Sends a job to the server in chunks and returns the rows that made no lead. */
export async function sendImport(
  job: ImportJob,
  options: SendOptions,
): Promise<ActionOutcome<SentImport>> {
  const begun = options.importId ? await continueImport(options.importId) : await startImport(job);
  if (!begun.isOk) return begun;
  const { importId, processedRows } = begun.data;
  options.onStart(importId);
  const sent = await sendChunks(job, importId, processedRows, options);
  if (!sent.isOk) return sent;
  if (options.signal.aborted) {
    const cancelled = await runAction(cancelImportAction({ importId }));
    if (!cancelled.isOk) return cancelled;
  }
  const refusals = await runAction(listRefusalsAction({ importId }));
  return refusals.isOk ? { isOk: true, data: { importId, refusals: refusals.data } } : refusals;
}

interface BegunImport {
  readonly importId: string;
  readonly processedRows: number;
}

async function startImport(job: ImportJob): Promise<ActionOutcome<BegunImport>> {
  const result = await runAction(
    startImportAction({
      fileName: job.fileName,
      totalRows: job.rows.length,
      consent: job.consent,
    }),
  );
  return result.isOk ? { isOk: true, data: { ...result.data, processedRows: 0 } } : result;
}

/** The answer to the last chunk may have been lost, so that the server knows better how far it came. */
async function continueImport(importId: string): Promise<ActionOutcome<BegunImport>> {
  const result = await runAction(getImportProgressAction({ importId }));
  if (!result.isOk) return result;
  return { isOk: true, data: { importId, processedRows: result.data.processedRows } };
}

async function sendChunks(
  job: ImportJob,
  importId: string,
  alreadyProcessed: number,
  { signal, onProgress }: SendOptions,
): Promise<ActionOutcome<undefined>> {
  const columns = [...job.columns];
  for (const rows of cutIntoChunks(job.rows)) {
    if (signal.aborted) break;
    const lastRow = rows.at(-1)?.rowNumber ?? 0;
    if (lastRow <= alreadyProcessed) continue;
    const sent = await runAction(importRowsAction({ importId, columns, rows }));
    if (!sent.isOk) return sent;
    onProgress(sent.data);
  }
  return { isOk: true, data: undefined };
}
