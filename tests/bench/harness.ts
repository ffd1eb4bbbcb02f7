export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Goal {
  readonly name: string;
  readonly isMet: boolean;
}

export interface BenchResult {
  readonly figures: readonly Figure[];
  /** What a figure is compared with, measured in the same run: `ours / theirs`. */
  readonly ratios: readonly Figure[];
  readonly goals: readonly Goal[];
}

export interface Bench {
  readonly about: string;
  run(args: readonly string[]): Promise<BenchResult>;
}

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

export function print(name: string, result: BenchResult): void {
  console.log(`\n${name}`);
  for (const { name: label, value, unit } of [...result.figures, ...result.ratios]) {
    console.log(`  ${label.padEnd(52)} ${value.toFixed(value < 100 ? 2 : 0).padStart(12)} ${unit}`);
  }
  for (const goal of result.goals)
    console.log(`  ${goal.isMet ? "met   " : "MISSED"} ${goal.name}`);
}
