import {
  cancelImportAction,
  finishImportAction,
  getImportProgressAction,
  startImportAction,
} from "@/app/(desk)/leads/import/actions";
import type { DuplicatePolicy, ImportProgress } from "@/lib/services/imports/schema";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import type { Consent } from "@/lib/utils/consent-texts";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import type { CsvReading } from "@/lib/utils/csv-file";
import { hashText } from "./file-desk";
import { CHUNKS_IN_FLIGHT } from "./import-chunks";
import type { ImportReader } from "./import-reader";
import { keepFile } from "./kept-files";
import { sendChunk } from "./send-chunk";

/** What the person chose before the import began. */
export interface ImportChoices {
  readonly columns: readonly ColumnMapping[];
  /** Null: nobody calls the leads until a basis is attested. */
  readonly consent: Consent | null;
  readonly duplicatePolicy: DuplicatePolicy;
  readonly listId: string | null;
  readonly newListName: string | null;
}

/** A file and where its rows are read from. */
export interface ImportFile {
  readonly fileName: string;
  readonly source: Blob;
  readonly reading: CsvReading;
  readonly reader: ImportReader;
  readonly rowCount: number;
  readonly contentHash: string;
  readonly headerSignature: string;
}

export interface ImportJob {
  readonly file: ImportFile;
  /** A new import with these choices, or one to go on with. */
  readonly begin: { readonly choices: ImportChoices } | { readonly importId: string };
}

interface SendOptions {
  readonly onProgress: (progress: ImportProgress) => void;
  /** Says that the connection is lost and that it goes on by itself when it is back. */
  readonly onWaiting: (isWaiting: boolean) => void;
  /** Stops the import at once; what has been created stays. */
  readonly signal: AbortSignal;
}

/** Sends the rows of a job, some requests at a time, and says how far the import has come when it is over. */
export async function sendImport(
  job: ImportJob,
  options: SendOptions,
): Promise<ActionOutcome<ImportProgress>> {
  const begun = await begin(job);
  if (!begun.isOk) return begun;
  const { importId } = begun.data;
  options.onProgress(begun.data);
  const { fileName, source, reading } = job.file;
  await keepFile({ importId, fileName, source, reading });
  const sent = await Promise.race([
    sendRows(job.file, begun.data, options),
    untilAborted(options.signal),
  ]);
  // What is on its way is refused by the database, or stored before.
  if (sent === "aborted") return runAction(cancelImportAction({ importId }));
  return sent.isOk ? finish(importId, options) : sent;
}

function untilAborted(signal: AbortSignal): Promise<"aborted"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("aborted");
    signal.addEventListener("abort", () => resolve("aborted"), { once: true });
  });
}

/** Stored first, the leads of a long file are brought into the list at its end. */
async function finish(
  importId: string,
  { onProgress, signal }: SendOptions,
): Promise<ActionOutcome<ImportProgress>> {
  for (;;) {
    const finished = await runAction(finishImportAction({ importId }));
    if (!finished.isOk || signal.aborted) return finished;
    const { state, processedRows, totalRows } = finished.data;
    // Rows that somebody else is still sending are theirs to finish.
    if (state !== "running" || processedRows < totalRows) return finished;
    onProgress(finished.data);
  }
}

async function begin({ file, begin: how }: ImportJob): Promise<ActionOutcome<ImportProgress>> {
  if ("importId" in how) return runAction(getImportProgressAction({ importId: how.importId }));
  const { columns, ...choices } = how.choices;
  return runAction(
    startImportAction({
      ...choices,
      columns: [...columns],
      fileName: file.fileName,
      totalRows: file.rowCount,
      headerSignature: file.headerSignature,
      // The same file with the same choices is the same import: chosen again, it goes on where it stopped.
      fileSignature: await hashText(JSON.stringify([file.contentHash, how.choices])),
    }),
  );
}

/** The server stores chunks in their order; while it stores one, the next are on their way. */
async function sendRows(
  file: ImportFile,
  begun: ImportProgress,
  { onProgress, onWaiting, signal }: SendOptions,
): Promise<ActionOutcome<undefined>> {
  const { importId, totalRows } = begun;
  let nextRow = begun.processedRows + 1;
  let failure: ActionOutcome<undefined> | undefined;
  let cut = Promise.resolve();
  const takeChunk = () => {
    const taken = cut.then(async () => {
      if (nextRow > totalRows || signal.aborted || failure) return undefined;
      const chunk = await file.reader.chunk(nextRow);
      nextRow = chunk.lastRow + 1;
      return chunk;
    });
    cut = taken.then(() => undefined);
    return taken;
  };
  let furthest = begun.processedRows;
  const work = async () => {
    for (let chunk = await takeChunk(); chunk; chunk = await takeChunk()) {
      const sent = await sendChunk({ importId, body: chunk.body, signal, onWaiting });
      if (!sent.isOk) {
        failure ??= sent;
        return;
      }
      if (sent.data && sent.data.processedRows >= furthest && !signal.aborted) {
        furthest = sent.data.processedRows;
        onProgress(sent.data);
      }
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_IN_FLIGHT }, work));
  return failure ?? { isOk: true, data: undefined };
}
