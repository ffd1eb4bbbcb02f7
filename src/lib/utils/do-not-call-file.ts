import Papa from "papaparse";
import { readAddress } from "./addresses";
import { cleanLine } from "./text";

/** The most rows that one list brings. */
export const MAX_DO_NOT_CALL_ROWS = 200_000;

/** The most rows that one request carries. */
export const DO_NOT_CALL_CHUNK_ROWS = 1000;

/** Longer than any address, so that a cell that is too long is still refused as such. */
export const MAX_ADDRESS_TEXT = 300;

/** A file of numbers or addresses, read but not judged. */
export interface DoNotCallTable {
  /** Names of the columns; "Column 2" where the file names none. */
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The column that most likely holds the addresses. */
  readonly likelyColumn: number;
}

export type DoNotCallFileResult =
  | ({ readonly isOk: true } & DoNotCallTable)
  | { readonly isOk: false; readonly reason: string };

const MAX_FILE_BYTES = 25_000_000;
const MAX_COLUMNS = 50;
const SAMPLE_ROWS = 200;
const SLICE_CHARACTERS = 262_144;

/** Reads bytes of a CSV or text file. Addresses are ASCII, so that other encodings harm only the columns beside them. */
export async function readDoNotCallBytes(bytes: Uint8Array): Promise<DoNotCallFileResult> {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return refuse("This file is larger than 25 MB. Split it and import the parts.");
  }
  const isSpreadsheet = (bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes[0] === 0xd0;
  if (isSpreadsheet) {
    return refuse("This is a spreadsheet, not a CSV file. Open it and save it as CSV UTF-8.");
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return readDoNotCallText(new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes));
}

/** Reads text with one address a line, or a table with a column of them; the delimiter is detected. */
export async function readDoNotCallText(text: string): Promise<DoNotCallFileResult> {
  if (text.includes("\0")) return refuse("This is not a text file. Save the list as CSV UTF-8.");
  const parsed = await parseInSlices(text.replace(/^\uFEFF/, ""));
  if (parsed === "too_many_rows") {
    const most = MAX_DO_NOT_CALL_ROWS.toLocaleString("en-US");
    return refuse(`This file has more than ${most} rows, the most that one list brings. Split it.`);
  }
  // Such a mark runs rows together: numbers in them would stay callable, unsaid.
  if (parsed === "stray_quotes") {
    return refuse(
      "A quotation mark in this file has no end, so that rows cannot be told apart. Take the marks out in a text editor, then import the file again.",
    );
  }
  const [first, ...others] = joinAreaCodes(parsed);
  if (!first) return refuse("This file is empty.");
  const hasHeader = others.length > 0 && !first.some(holdsAddress);
  const rows = hasHeader ? others : [first, ...others];
  const width = rows.slice(0, SAMPLE_ROWS).reduce((most, row) => Math.max(most, row.length), 1);
  const headers = Array.from({ length: width }, (_, index) => {
    const name = hasHeader ? cleanLine(first[index] ?? "") : "";
    return name || `Column ${index + 1}`;
  });
  return { isOk: true, headers, rows, likelyColumn: findLikelyColumn(rows, width) };
}

function refuse(reason: string): DoNotCallFileResult {
  return { isOk: false, reason };
}

/** A first row of names has neither digits for a number nor the sign of an e-mail address. */
function holdsAddress(cell: string): boolean {
  return cell.includes("@") || cell.replaceAll(/\D/g, "").length >= 7;
}

/** The national registry's files give the area code in one column and the other seven digits in the next. */
function joinAreaCodes(rows: readonly string[][]): readonly string[][] {
  const isSplit = ([area = "", rest = ""]: string[]) =>
    /^\d{3}$/.test(area.trim()) && /^\d{3}-?\d{4}$/.test(rest.trim());
  const sample = rows.slice(0, SAMPLE_ROWS);
  if (sample.length === 0 || !sample.every(isSplit)) return rows;
  return rows.map(([area = "", ...rest]) => [area.trim() + (rest[0] ?? "").trim()]);
}

function findLikelyColumn(rows: readonly (readonly string[])[], width: number): number {
  const sample = rows.slice(0, SAMPLE_ROWS);
  const counts = Array.from(
    { length: width },
    (_, column) => sample.filter((row) => readAddress(row[column] ?? "").isOk).length,
  );
  return counts.indexOf(Math.max(...counts));
}

function parseInSlices(text: string): Promise<string[][] | "too_many_rows" | "stray_quotes"> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    Papa.parse<string[]>(text, {
      skipEmptyLines: "greedy",
      chunkSize: SLICE_CHARACTERS,
      delimitersToGuess: [",", ";", "\t", "|"],
      chunk: (slice: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
        if (slice.errors.some(({ type }) => type === "Quotes")) {
          resolve("stray_quotes");
          return parser.abort();
        }
        for (const row of slice.data) rows.push(row.slice(0, MAX_COLUMNS).map(clip));
        // One more than the limit may be the header.
        if (rows.length > MAX_DO_NOT_CALL_ROWS + 1) {
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

function clip(cell: string): string {
  return cell.trim().slice(0, MAX_ADDRESS_TEXT);
}
