export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Goal {
  readonly name: string;
  readonly isMet: boolean;
}

/** Figures side by side; a row may have fewer values than there are columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly unit: string;
    readonly values: readonly number[];
  }[];
}

export interface BenchResult {
  /** Under which circumstances the figures were measured. */
  readonly notes?: readonly string[];
  readonly tables?: readonly Table[];
  readonly figures: readonly Figure[];
  /** What a figure is compared with, measured in the same run: `ours / theirs`. */
  readonly ratios: readonly Figure[];
  readonly goals: readonly Goal[];
}

export interface Bench {
  readonly about: string;
  run(args: readonly string[]): Promise<BenchResult>;
}

const NAME_WIDTH = 52;
const VALUE_WIDTH = 12;
const COLUMN_WIDTH = 16;

/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that each of `count` runs took, one after another. */
export async function time(
  count: number,
  run: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await run(index);
    samples.push(performance.now() - startedAt);
  }
  return samples;
}

/** Says what a long bench is at, beside its report. */
export function tell(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

export function print(name: string, result: BenchResult): void {
  console.log(`\n${name}`);
  for (const note of result.notes ?? []) console.log(`  ${note}`);
  for (const table of result.tables ?? []) printTable(table);
  if (result.tables) console.log();
  for (const { name: label, value, unit } of [...result.figures, ...result.ratios]) {
    console.log(`  ${label.padEnd(NAME_WIDTH)} ${format(value).padStart(VALUE_WIDTH)} ${unit}`);
  }
  for (const goal of result.goals)
    console.log(`  ${goal.isMet ? "met   " : "MISSED"} ${goal.name}`);
}

function printTable({ columns, rows }: Table): void {
  const cells = (values: readonly string[]) =>
    columns.map((_, index) => (values[index] ?? "-").padStart(COLUMN_WIDTH)).join("");
  console.log(`\n  ${"".padEnd(NAME_WIDTH)}${cells(columns)}`);
  for (const { name, unit, values } of rows) {
    console.log(`  ${name.padEnd(NAME_WIDTH)}${cells(values.map(format))} ${unit}`);
  }
}

function format(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}
