import { readFile } from "node:fs/promises";
import { createFileDesk, type PackedChunk } from "@/components/csv-import/file-desk";
import { type ImportChunk, importChunkSchema } from "@/lib/services/imports/schema";
import type { ImportedLead } from "@/lib/utils/csv";
import type { ColumnMapping, LeadColumn } from "@/lib/utils/csv-columns";
import type { CsvReading } from "@/lib/utils/csv-file";

/** The bytes of a file in `tests/fixtures/imports`. */
export async function readFixture(name: string): Promise<Blob> {
  return new Blob([await readFile(new URL(`../fixtures/imports/${name}`, import.meta.url))]);
}

/** What the import page makes of a file: what it shows of it, or the sentence with which it refuses it. */
export async function openImport(source: Blob, reading: CsvReading = {}) {
  const desk = createFileDesk();
  const opened = await desk.open(source, reading);
  if (!opened.isOk) return opened.reason;
  const { encoding, delimiter, headers, rowCount, columns } = opened.file;
  const check = await desk.check(columns);
  return {
    encoding,
    delimiter,
    headers,
    rowCount,
    fields: groupByField(columns),
    refused: check?.groups.map(({ reason, rowNumbers }) => [reason, ...rowNumbers]),
    leads: check?.preview.flatMap((row) => (row.isOk ? [dropEmpty(row.lead)] : [])) ?? [],
  };
}

function dropEmpty(lead: ImportedLead): Partial<ImportedLead> {
  return Object.fromEntries(Object.entries(lead).filter(([, value]) => value !== null));
}

/** The columns that give each field. */
function groupByField(columns: readonly ColumnMapping[]): Partial<Record<LeadColumn, string>> {
  return Object.fromEntries(
    columns.flatMap(({ header, target }) =>
      target === "custom" || target === "skip" ? [] : [[target, header]],
    ),
  );
}

/** The rows of a file as the server takes them. */
export async function unpackChunk(chunk: PackedChunk): Promise<ImportChunk> {
  const stream = new Blob([chunk.body]).stream().pipeThrough(new DecompressionStream("gzip"));
  return importChunkSchema.parse(await new Response(stream).json());
}
