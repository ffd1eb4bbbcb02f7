import Papa from "papaparse";
import { MAX_IMPORT_ROWS } from "./csv";
import { isDataRow, nameColumns } from "./csv-columns";
import { type CsvEncoding, decode, detectEncoding } from "./csv-encoding";
import { describeForeignFile, describeForeignText } from "./csv-kind";

export const CSV_DELIMITERS = [",", ";", "\t", "|"] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

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
const MAX_COLUMNS = 200;
/** Longer than the longest field, so that a cell that is too long is still refused as such. */
const MAX_CELL_LENGTH = 10_001;
const SLICE_CHARACTERS = 262_144;

/** Reads bytes of a CSV or TSV file: UTF-8, UTF-16 with or without its mark, or Windows-1252. */
export async function readCsvBytes(
  bytes: Uint8Array,
  reading: CsvReading = {},
): Promise<CsvFileResult> {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return refuse("This file is larger than 100 MB. Split it and import the parts.");
  }
  const foreign = describeForeignFile(bytes);
  if (foreign) return refuse(foreign);
  const encoding = reading.encoding ?? detectEncoding(bytes);
  return readCsvText(decode(bytes, encoding), { ...reading, encoding });
}

/** Reads CSV or TSV text; the delimiter is the file's own word (Excel's `sep=;`) or detected. */
export async function readCsvText(text: string, reading: CsvReading = {}): Promise<CsvFileResult> {
  if (text.includes("\0")) return refuse("This is not a text file. Save the list as CSV UTF-8.");
  const foreign = describeForeignText(text);
  if (foreign) return refuse(foreign);
  const { body, named } = takeSeparatorLine(text.replace(/^\uFEFF/, ""));
  const parsed = await parse(body, reading.delimiter ?? named);
  if (parsed === "too_many_rows") {
    const most = MAX_IMPORT_ROWS.toLocaleString("en-US");
    return refuse(
      `This file has more than ${most} rows, the most that one import takes. Split it.`,
    );
  }
  const encoding = reading.encoding ?? "utf-8";
  return toTable(parsed.rows, { encoding, delimiter: parsed.delimiter });
}

function toTable(
  rows: readonly string[][],
  found: Pick<CsvTable, "encoding" | "delimiter">,
): CsvFileResult {
  const [first] = rows;
  if (!first) return refuse("This file is empty.");
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > MAX_COLUMNS) return refuse(`This file has ${width} columns; 200 are the most.`);
  const hasHeader = !isDataRow(first);
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) return refuse("This file has a header, but no rows below it.");
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

interface ParsedRows {
  readonly rows: string[][];
  readonly delimiter: CsvDelimiter;
}

/** In slices with a pause between them, so that a page stays responsive. */
function parse(
  text: string,
  delimiter: CsvDelimiter | undefined,
): Promise<ParsedRows | "too_many_rows"> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    let found: string | undefined = delimiter;
    Papa.parse<string[]>(text, {
      delimiter: delimiter ?? "",
      skipEmptyLines: "greedy",
      chunkSize: SLICE_CHARACTERS,
      delimitersToGuess: [...CSV_DELIMITERS],
      chunk: (slice: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
        found ??= slice.meta.delimiter;
        for (const row of slice.data) rows.push(row.map((cell) => cell.slice(0, MAX_CELL_LENGTH)));
        // One more than the limit may be the header.
        if (rows.length > MAX_IMPORT_ROWS + 1) {
          resolve("too_many_rows");
          return parser.abort();
        }
        parser.pause();
        setTimeout(() => parser.resume());
      },
      complete: () =>
        resolve({ rows, delimiter: CSV_DELIMITERS.find((each) => each === found) ?? "," }),
    });
  });
}
