import {
  CHUNKS_IN_FLIGHT,
  cutChunk,
  type RowChunk,
} from "../../../src/components/csv-import/import-chunks";
import type { ServiceContext } from "../../../src/lib/context";
import { importRows } from "../../../src/lib/services/imports/rows";
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
  let progress: ImportProgress | undefined;
  const chunks = cutIntoChunks(rows);
  const send = async () => {
    for (const chunk of chunks) {
      const body: unknown = JSON.parse(JSON.stringify(chunk));
      const answer = await importRows(ctx, { ...importChunkSchema.parse(body), importId });
      if (answer.processedRows >= (progress?.processedRows ?? 0)) progress = answer;
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_IN_FLIGHT }, send));
  if (!progress) throw new Error("The file has no rows.");
  return { seconds: (performance.now() - startedAt) / 1000, readSeconds, importId, progress };
}
