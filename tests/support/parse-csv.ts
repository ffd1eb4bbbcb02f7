import Papa from "papaparse";

/** The cells of a CSV file that the application wrote, its byte order mark left out. */
export function parseCsvText(text: string): string[][] {
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: true }).data;
}
