import { MAX_CELL_LENGTH, MAX_IMPORT_ROWS } from "./csv";
import { isDataRow, nameColumns } from "./csv-columns";
import {
  CSV_DELIMITERS,
  type CsvDelimiter,
  detectDelimiter,
  MIN_KNOWN_HEADERS,
} from "./csv-delimiter";
import { type CsvEncoding, decode, detectEncoding } from "./csv-encoding";
import { countKnownHeaders } from "./csv-header-names";
import { describeForeignFile, describeForeignText } from "./csv-kind";
import { scanRows } from "./csv-rows";

/** A file of leads, read but not judged. */
export interface CsvTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: CsvDelimiter;
  readonly encoding: CsvEncoding;
}

export type CsvFileResult =
  | ({ readonly isOk: true } & CsvTable)
  | { readonly isOk: false; readonly reason: string };

/** What a person says about a file, where what was detected is wrong. */
export interface CsvReading {
  readonly encoding?: CsvEncoding | undefined;
  readonly delimiter?: CsvDelimiter | undefined;
}

const MAX_FILE_BYTES = 100_000_000;
const MAX_COLUMNS = 300;
/** A list has few lines of title above its header. */
const MAX_TITLE_ROWS = 10;

/** Reads bytes of a CSV or TSV file: UTF-8, UTF-16 with or without its mark, Windows-1252 or Mac OS Roman. */
export function readCsvBytes(bytes: Uint8Array, reading: CsvReading = {}): CsvFileResult {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return refuse("This file is larger than 100 MB. Split it and import the parts.");
  }
  const foreign = describeForeignFile(bytes);
  if (foreign) return refuse(foreign);
  const encoding = reading.encoding ?? detectEncoding(bytes);
  return readCsvText(decode(bytes, encoding), { ...reading, encoding });
}

/** Reads CSV or TSV text; the delimiter is the file's own word (Excel's `sep=;`) or detected. */
export function readCsvText(text: string, reading: CsvReading = {}): CsvFileResult {
  if (text.includes("\0")) return refuse("This is not a text file. Save the list as CSV UTF-8.");
  const foreign = describeForeignText(text);
  if (foreign) return refuse(foreign);
  const { body, named } = takeSeparatorLine(text.replace(/^\uFEFF/, ""));
  const delimiter = reading.delimiter ?? named ?? detectDelimiter(body);
  const rows = readRows(body, delimiter);
  if (typeof rows === "string") return refuse(rows);
  return toTable(dropTitle(rows), { encoding: reading.encoding ?? "utf-8", delimiter });
}

function toTable(
  rows: readonly string[][],
  found: Pick<CsvTable, "encoding" | "delimiter">,
): CsvFileResult {
  const [first] = rows;
  if (!first) return refuse("This file is empty. Export the list again, then import that file.");
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > MAX_COLUMNS) {
    return refuse(
      `This file has ${width} columns; ${MAX_COLUMNS} are the most. Remove those that you do not need, then import it again.`,
    );
  }
  const hasHeader = !isDataRow(first);
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) {
    return refuse(
      "This file has a header, but no rows below it. Export the list with its rows, then import that file.",
    );
  }
  const padded = Array.from({ length: width }, (_, index) => (hasHeader ? first[index] : "") ?? "");
  return { isOk: true, headers: nameColumns(padded), rows: body, ...found };
}

function refuse(reason: string): CsvFileResult {
  return { isOk: false, reason };
}

/** Excel writes the delimiter on a line of its own before the table, and reads it back. */
function takeSeparatorLine(text: string): { body: string; named: CsvDelimiter | undefined } {
  const line = /^"?sep=(.)"?(\r\n|\n|\r)/i.exec(text);
  const named = CSV_DELIMITERS.find((delimiter) => delimiter === line?.[1]);
  return line && named ? { body: text.slice(line[0].length), named } : { body: text, named };
}

/** All rows that are not blank, or why there are none. */
function readRows(text: string, delimiter: CsvDelimiter): string[][] | string {
  const rows: string[][] = [];
  const brokenAt = scanRows(text, delimiter, (row) => {
    const cells = tidy(row);
    if (cells.length > 0) rows.push(cells);
    // One more than the limit may be the header.
    return rows.length <= MAX_IMPORT_ROWS + 1;
  });
  if (rows.length > MAX_IMPORT_ROWS + 1) {
    const most = MAX_IMPORT_ROWS.toLocaleString("en-US");
    return `This file has more than ${most} rows, the most that one import takes. Split it.`;
  }
  if (brokenAt === undefined) return rows;
  const line = text
    .slice(0, brokenAt)
    .split(/\r\n|\r|\n/)
    .length.toLocaleString("en-US");
  return `The quotation mark that opens in line ${line} has no end. Correct that line in a text editor, then import the file again.`;
}

/** Takes off the blank cells at the end, of which spreadsheets write thousands, and what is too long to be kept. */
function tidy(row: string[]): string[] {
  while (row.length > 0 && row.at(-1)?.trim() === "") row.pop();
  for (const [index, cell] of row.entries()) {
    if (cell.length > MAX_CELL_LENGTH) row[index] = cell.slice(0, MAX_CELL_LENGTH);
  }
  return row;
}

/** Reports have their name and date above the header, in one cell each: no row of a lead is like that. */
function dropTitle(rows: readonly string[][]): readonly string[][] {
  const header = rows
    .slice(0, MAX_TITLE_ROWS)
    .findIndex((row) => countKnownHeaders(row) >= MIN_KNOWN_HEADERS);
  const isTitle = (row: readonly string[]) => row.filter((cell) => cell.trim() !== "").length < 2;
  return rows.slice(0, Math.max(0, header)).every(isTitle) ? rows.slice(Math.max(0, header)) : rows;
}
