import { importRows } from "../../../src/lib/services/imports/rows";
import { startImport } from "../../../src/lib/services/imports/start";
import { IMPORT_CHUNK_ROWS } from "../../../src/lib/utils/csv";
import type { LiveSystem } from "./system";

const COLUMNS = [
  { header: "Company", target: "companyName" },
  { header: "Phone", target: "phone" },
  { header: "E-mail", target: "email" },
] as const;

/** Beyond the leads that the table has already. */
const FIRST = 10_000;

/** Imports so many rows, as the page of imports does: chunk after chunk. */
export async function importLeads(
  system: LiveSystem,
  count: number,
): Promise<{ readonly seconds: number; readonly chunks: number }> {
  const ctx = await system.signIn();
  const startedAt = performance.now();
  const { importId } = await startImport(ctx, {
    teamId: system.teamId,
    fileName: "bench.csv",
    totalRows: count,
    columns: [...COLUMNS],
    consent: { basis: "written", note: null },
  });
  let chunks = 0;
  for (let first = 1; first <= count; first += IMPORT_CHUNK_ROWS) {
    const length = Math.min(IMPORT_CHUNK_ROWS, count - first + 1);
    const rows = Array.from({ length }, (_, index) => {
      const number = first + index;
      return [`Imported ${number}`, fictionalPhone(FIRST + number), `i${number}@import.example`];
    });
    await importRows(ctx, { importId, firstRow: first, rows });
    chunks += 1;
  }
  return { seconds: (performance.now() - startedAt) / 1000, chunks };
}

/** One of about 60,000 numbers that belong to nobody: 555-0100 to 555-0199 in each area code that there can be. */
export function fictionalPhone(index: number): string {
  const area = AREA_CODES[Math.floor(index / 100) % AREA_CODES.length];
  return `+1${area}55501${String(index % 100).padStart(2, "0")}`;
}

const AREA_CODES = Array.from({ length: 800 }, (_, index) => 200 + index).filter(
  (code) => /^[2-9][0-8]\d$/.test(String(code)) && !String(code).endsWith("11") && code !== 900,
);
