import {
  cancelImportAction,
  getImportProgressAction,
  listRefusalsAction,
  startImportAction,
} from "@/app/(desk)/leads/import/actions";
import type { ImportProgress, ImportRefusal } from "@/lib/services/imports/schema";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import type { Consent } from "@/lib/utils/consent-texts";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import { cutIntoChunks, type RowChunk } from "./import-chunks";

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
  return runAction(
    startImportAction({
      fileName: job.fileName,
      totalRows: job.rows.length,
      columns: [...job.columns],
      consent: job.consent,
    }),
  );
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
  for (const chunk of cutIntoChunks(job.rows)) {
    if (signal.aborted) break;
    if (chunk.firstRow + chunk.rows.length - 1 <= alreadyProcessed) continue;
    const sent = await sendChunk(importId, chunk);
    if (!sent.isOk) return sent;
    onProgress(sent.data);
  }
  return { isOk: true, data: undefined };
}

const UNREACHABLE = "The server could not be reached. Check the connection and go on.";

async function sendChunk(
  importId: string,
  chunk: RowChunk,
): Promise<ActionOutcome<ImportProgress>> {
  try {
    const response = await fetch(`/api/imports/${importId}/rows`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(chunk),
    });
    const answer: ImportProgress & { readonly error?: { readonly message: string } } =
      await response.json();
    if (response.ok) return { isOk: true, data: answer };
    return { isOk: false, message: answer.error?.message ?? UNREACHABLE };
  } catch {
    return { isOk: false, message: UNREACHABLE };
  }
}
