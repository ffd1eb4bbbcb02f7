import { IMPORT_CHUNK_ROWS } from "@/lib/utils/csv";

export interface ImportRow {
  /** Counted from 1, the header not counted. */
  readonly rowNumber: number;
  readonly cells: string[];
}

/** A server action takes one megabyte; UTF-8 and JSON may make a character of a cell up to six bytes long. */
const MAX_CHUNK_BYTES = 700_000;

const encoder = new TextEncoder();

/** Cuts rows into chunks that the server takes: bounded by number and by size, in order, none left out. */
export function* cutIntoChunks(rows: readonly (readonly string[])[]): Generator<ImportRow[]> {
  let chunk: ImportRow[] = [];
  let chunkBytes = 0;
  for (const [index, cells] of rows.entries()) {
    const row = { rowNumber: index + 1, cells: [...cells] };
    const rowBytes = encoder.encode(JSON.stringify(row)).byteLength;
    const isFull = chunk.length === IMPORT_CHUNK_ROWS || chunkBytes + rowBytes > MAX_CHUNK_BYTES;
    if (isFull && chunk.length > 0) {
      yield chunk;
      chunk = [];
      chunkBytes = 0;
    }
    chunk.push(row);
    chunkBytes += rowBytes;
  }
  if (chunk.length > 0) yield chunk;
}
