import {
  CHUNKS_IN_FLIGHT,
  cutChunk,
  type RowChunk,
} from "../../../src/components/csv-import/import-chunks";
import type { ServiceContext } from "../../../src/lib/context";
import { finishImport, importRows } from "../../../src/lib/services/imports/rows";
import { type ImportProgress, importChunkSchema } from "../../../src/lib/services/imports/schema";
import { startImport } from "../../../src/lib/services/imports/start";
import { type ColumnMapping, guessColumns } from "../../../src/lib/utils/csv-columns";
import { readCsvBytes } from "../../../src/lib/utils/csv-file";

export interface ReadFile {
  readonly columns: readonly ColumnMapping[];
  readonly rows: readonly (readonly string[])[];
}

export function readFile(bytes: Uint8Array): ReadFile {
  const file = readCsvBytes(bytes);
  if (!file.isOk) throw new Error(file.reason);
  return { columns: guessColumns(file.headers, file.rows.slice(0, 50)), rows: file.rows };
}

/** All chunks of a file as the page sends them. */
export function* cutIntoChunks(rows: ReadFile["rows"]): Generator<RowChunk> {
  for (let firstRow = 1; firstRow <= rows.length; ) {
    const chunk = cutChunk(rows, firstRow);
    yield chunk;
    firstRow += chunk.rows.length;
  }
}

export interface WholeImport {
  /** Until the last lead was stored. */
  readonly storedSeconds: number;
  /** Until all of them were in the list and its search. */
  readonly seconds: number;
  readonly readSeconds: number;
  readonly importId: string;
  readonly progress: ImportProgress;
}

/** From the bytes of a file to stored leads, by the services that the page and the route call. */
export async function importWhole(
  ctx: ServiceContext,
  teamId: string,
  bytes: Uint8Array,
): Promise<WholeImport> {
  const startedAt = performance.now();
  const { columns, rows } = readFile(bytes);
  const readSeconds = (performance.now() - startedAt) / 1000;
  const { importId } = await startImport(ctx, {
    teamId,
    fileName: "bench.csv",
    totalRows: rows.length,
    columns: [...columns],
    consent: { basis: "written", note: null },
  });
  const chunks = cutIntoChunks(rows);
  const send = async () => {
    for (const chunk of chunks) {
      const body: unknown = JSON.parse(JSON.stringify(chunk));
      await importRows(ctx, { ...importChunkSchema.parse(body), importId });
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_IN_FLIGHT }, send));
  const storedSeconds = (performance.now() - startedAt) / 1000;
  let progress = await finishImport(ctx, importId);
  while (progress.state === "running") progress = await finishImport(ctx, importId);
  const seconds = (performance.now() - startedAt) / 1000;
  return { storedSeconds, seconds, readSeconds, importId, progress };
}
