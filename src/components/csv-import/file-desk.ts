import { type ColumnMapping, guessColumns } from "@/lib/utils/csv-columns";
import { type CsvReading, type CsvTable, readCsvBytes } from "@/lib/utils/csv-file";
import { checkRows, type FileCheck } from "./file-check";
import { cutChunk } from "./import-chunks";

/** What the page knows of a file; its rows stay where they were read. */
export interface OpenedFile extends Pick<CsvTable, "headers" | "encoding" | "delimiter"> {
  readonly rowCount: number;
  /** The first rows. */
  readonly sample: readonly (readonly string[])[];
  /** What the columns seem to hold. */
  readonly columns: readonly ColumnMapping[];
  readonly contentHash: string;
  /** Files with the same headers have the same one. */
  readonly headerSignature: string;
}

export type OpenResult =
  | { readonly isOk: true; readonly file: OpenedFile }
  | { readonly isOk: false; readonly reason: string };

/** Rows as a request carries them: `{firstRow, rows}` as JSON, compressed. */
export interface PackedChunk {
  readonly body: ArrayBuffer;
  readonly lastRow: number;
}

const SAMPLE_ROWS = 50;

/** Holds one file's rows and answers about them. Runs in a worker, so that no page waits for it. */
export function createFileDesk() {
  let table: CsvTable | undefined;
  let latestCheck = 0;
  const rowsOf = () => table?.rows ?? [];
  return {
    async open(source: Blob, reading: CsvReading): Promise<OpenResult> {
      latestCheck += 1;
      const bytes = await source.arrayBuffer();
      const result = readCsvBytes(new Uint8Array(bytes), reading);
      if (!result.isOk) return result;
      table = result;
      return { isOk: true, file: await describeTable(result, bytes) };
    },
    /** Undefined when a later question has made this one pointless. */
    async check(columns: readonly ColumnMapping[]): Promise<FileCheck | undefined> {
      latestCheck += 1;
      const mine = latestCheck;
      return checkRows(rowsOf(), columns, () => mine === latestCheck);
    },
    async chunk(firstRow: number): Promise<PackedChunk> {
      const chunk = cutChunk(rowsOf(), firstRow);
      return {
        body: await compress(JSON.stringify(chunk)),
        lastRow: firstRow + chunk.rows.length - 1,
      };
    },
  };
}

export type FileDesk = ReturnType<typeof createFileDesk>;

async function describeTable(table: CsvTable, bytes: ArrayBuffer): Promise<OpenedFile> {
  const { headers, rows, encoding, delimiter } = table;
  const sample = rows.slice(0, SAMPLE_ROWS);
  return {
    headers,
    encoding,
    delimiter,
    rowCount: rows.length,
    // A cell may be long, and the page shows the beginning only.
    sample: sample.map((row) => row.map((cell) => cell.slice(0, 500))),
    columns: guessColumns(headers, sample),
    contentHash: await hash(bytes),
    headerSignature: await hashText(JSON.stringify(headers)),
  };
}

/** A short name for a text: the same for the same text only. */
export async function hashText(text: string): Promise<string> {
  return hash(new TextEncoder().encode(text).buffer);
}

async function hash(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compress(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
