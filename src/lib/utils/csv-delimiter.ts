import { countKnownHeaders } from "./csv-header-names";
import { scanRows } from "./csv-rows";

/** The delimiters that lists come with. */
export const CSV_DELIMITERS = [",", ";", "\t", "|"] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

const SAMPLE_ROWS = 20;

/** One known name may be a cell of data ("Mobile" is a city), several in one row are a header. */
export const MIN_KNOWN_HEADERS = 2;

/**
 * What stands between a text's cells: what parts its header into the most names that are known, else what parts its rows
 * into the most and most equal cells.
 */
export function detectDelimiter(text: string): CsvDelimiter {
  let best: { readonly delimiter: CsvDelimiter; readonly score: number } = {
    delimiter: ",",
    score: 0,
  };
  for (const delimiter of CSV_DELIMITERS) {
    const score = rateRows(readSample(text, delimiter));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function readSample(text: string, delimiter: CsvDelimiter): string[][] {
  const rows: string[][] = [];
  scanRows(text, delimiter, (row) => {
    if (row.some((cell) => cell.trim() !== "")) rows.push(row);
    return rows.length < SAMPLE_ROWS;
  });
  return rows;
}

function rateRows(rows: readonly string[][]): number {
  const known = Math.max(0, ...rows.map(countKnownHeaders));
  if (known >= MIN_KNOWN_HEADERS) return known * 1_000_000;
  const counts = new Map<number, number>();
  for (const { length } of rows) {
    if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([width, count]) => (width * count) / rows.length));
}
