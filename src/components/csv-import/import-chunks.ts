import { IMPORT_CHUNK_ROWS } from "@/lib/utils/csv";

/** Rows of a file that follow each other. */
export interface RowChunk {
  /** Counted from 1, the header not counted. */
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
}

/** One is judged, one stored and one made searchable at the same time. */
export const CHUNKS_IN_FLIGHT = 3;

/** A request takes three megabytes: what is left over holds the frame of the JSON. */
const MAX_CHUNK_BYTES = 2_900_000;

const encoder = new TextEncoder();

/** The rows from one on that the server takes in one request: bounded by number and by size, at least one. */
export function cutChunk(rows: readonly (readonly string[])[], firstRow: number): RowChunk {
  const start = firstRow - 1;
  const most = Math.min(rows.length, start + IMPORT_CHUNK_ROWS);
  let end = start;
  let chunkBytes = 0;
  while (end < most) {
    chunkBytes += encoder.encode(JSON.stringify(rows[end])).byteLength + 1;
    if (chunkBytes > MAX_CHUNK_BYTES && end > start) break;
    end += 1;
  }
  return { firstRow, rows: rows.slice(start, end) };
}
