import { type RowResult, readRow } from "@/lib/utils/csv";
import type { ColumnMapping } from "@/lib/utils/csv-columns";

/** Rows that will be refused for the same kind of reason. */
export interface RefusalGroup {
  /** The first row's reason: it may quote what stands in that row. */
  readonly reason: string;
  readonly count: number;
  /** The first of them, counted from 1, the header not counted. */
  readonly rowNumbers: readonly number[];
}

/** What a file will come to, before anything is sent. The server judges again, and knows the team's leads. */
export interface FileCheck {
  readonly refusedCount: number;
  readonly groups: readonly RefusalGroup[];
  /** Rows whose number stands earlier in the file. */
  readonly duplicateCount: number;
  /** The first rows as they would be stored. */
  readonly preview: readonly RowResult[];
}

const PREVIEW_ROWS = 8;
const ROWS_PER_SLICE = 2_000;
const SHOWN_GROUPS = 12;
const SHOWN_ROW_NUMBERS = 5;

/**
 * Judges all rows of a file in slices, between which other questions are answered.
 *
 * @param isWanted - Asked between two slices; undefined is returned when the answer is no longer wanted.
 */
export async function checkRows(
  rows: readonly (readonly string[])[],
  columns: readonly ColumnMapping[],
  isWanted: () => boolean,
): Promise<FileCheck | undefined> {
  const groups = new Map<string, { reason: string; count: number; rowNumbers: number[] }>();
  const phones = new Set<string>();
  const preview: RowResult[] = [];
  let duplicateCount = 0;
  let refusedCount = 0;
  for (const [index, cells] of rows.entries()) {
    if (index % ROWS_PER_SLICE === 0 && index > 0) {
      await new Promise((resolve) => setTimeout(resolve));
      if (!isWanted()) return undefined;
    }
    const result = readRow(cells, columns);
    if (index < PREVIEW_ROWS) preview.push(result);
    if (result.isOk) {
      if (phones.has(result.lead.phone)) duplicateCount += 1;
      else phones.add(result.lead.phone);
      continue;
    }
    refusedCount += 1;
    const kind = result.refusal.replaceAll(/"[^"]*"/g, '""');
    const group = groups.get(kind) ?? { reason: result.refusal, count: 0, rowNumbers: [] };
    group.count += 1;
    if (group.rowNumbers.length < SHOWN_ROW_NUMBERS) group.rowNumbers.push(index + 1);
    groups.set(kind, group);
  }
  const most = [...groups.values()].sort((a, b) => b.count - a.count).slice(0, SHOWN_GROUPS);
  return { refusedCount, duplicateCount, preview, groups: most };
}
