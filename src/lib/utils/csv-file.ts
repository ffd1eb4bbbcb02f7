import Papa from "papaparse";
import { MAX_IMPORT_ROWS } from "./csv";
import { isDataRow, nameColumns } from "./csv-columns";

/** A file of leads, read but not judged. */
export interface CsvTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type CsvFileResult =
  | ({ readonly isOk: true } & CsvTable)
  | { readonly isOk: false; readonly reason: string };

const MAX_FILE_BYTES = 25_000_000;
const MAX_COLUMNS = 200;
/** Longer than the longest field, so that a cell that is too long is still refused as such. */
const MAX_CELL_LENGTH = 10_001;
const SLICE_CHARACTERS = 262_144;

/** Reads bytes of a CSV or TSV file: UTF-8, UTF-16 with its mark, or Windows-1252. */
export async function readCsvBytes(bytes: Uint8Array): Promise<CsvFileResult> {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return refuse("This file is larger than 25 MB. Split it and import the parts.");
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return refuse("This is a spreadsheet, not a CSV file. Open it and save it as CSV UTF-8.");
  }
  return readCsvText(decode(bytes));
}

/** Reads CSV or TSV text in slices, so that a page stays responsive; the delimiter is detected. */
export async function readCsvText(text: string): Promise<CsvFileResult> {
  if (text.includes("\0")) return refuse("This is not a text file. Save the list as CSV UTF-8.");
  const rows = await parseInSlices(text.replace(/^\uFEFF/, ""));
  if (rows === "too_many_rows") {
    const most = MAX_IMPORT_ROWS.toLocaleString("en-US");
    return refuse(
      `This file has more than ${most} rows, the most that one import takes. Split it.`,
    );
  }
  const [first] = rows;
  if (!first) return refuse("This file is empty.");
  const width = Math.max(...rows.slice(0, 1000).map((row) => row.length));
  if (width > MAX_COLUMNS) return refuse(`This file has ${width} columns; 200 are the most.`);
  const hasHeader = !isDataRow(first);
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) return refuse("This file has a header, but no rows below it.");
  const padded = Array.from({ length: width }, (_, index) => (hasHeader ? first[index] : "") ?? "");
  return { isOk: true, headers: nameColumns(padded), rows: body };
}

function refuse(reason: string): CsvFileResult {
  return { isOk: false, reason };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Excel's plain "CSV" on Windows; every byte means something in it, so this cannot fail.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function parseInSlices(text: string): Promise<string[][] | "too_many_rows"> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    Papa.parse<string[]>(text, {
      skipEmptyLines: "greedy",
      chunkSize: SLICE_CHARACTERS,
      delimitersToGuess: [",", ";", "\t", "|"],
      chunk: (slice: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
        for (const row of slice.data) rows.push(row.map((cell) => cell.slice(0, MAX_CELL_LENGTH)));
        // One more than the limit may be the header.
        if (rows.length > MAX_IMPORT_ROWS + 1) {
          resolve("too_many_rows");
          return parser.abort();
        }
        parser.pause();
        setTimeout(() => parser.resume());
      },
      complete: () => resolve(rows),
    });
  });
}
