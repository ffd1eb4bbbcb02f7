import { parseArgs } from "node:util";
import { createTestDatabase, startTestCluster } from "../../local/database/test-database";
import { describeVerdict, SeedChecker } from "./check-seed";
import { openLaboratory } from "./laboratory";

const DEFAULT_SEEDS = 10_000;
const TOLD_EVERY = 100;

interface Range {
  readonly from: number;
  readonly count: number;
  /** Prints all that happens. */
  readonly isTold: boolean;
}

/** `[seeds] [--from N]` for many seeds, `--seed N` for one with all that happens in it. */
function readRange(args: readonly string[]): Range {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: "string" }, seed: { type: "string" } },
  });
  if (values.seed !== undefined) return { from: Number(values.seed), count: 1, isTold: true };
  const count = Number(positionals[0] ?? DEFAULT_SEEDS);
  return { from: Number(values.from ?? 0), count, isTold: false };
}

async function checkAll(checker: SeedChecker, { from, count, isTold }: Range): Promise<number> {
  let redCount = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const verdict = await checker.check(seed);
    if (verdict.problems.length > 0) {
      redCount += 1;
      console.log(describeVerdict(verdict));
    } else if (isTold) {
      console.log(verdict.run.trace.join("\n"));
    }
    const done = seed + 1 - from;
    if (done % TOLD_EVERY === 0) console.log(`${done} of ${count} seeds, ${redCount} red`);
  }
  return redCount;
}

async function main(): Promise<void> {
  const range = readRange(process.argv.slice(2));
  const cluster = await startTestCluster();
  try {
    const lab = await openLaboratory(await createTestDatabase(cluster));
    const redCount = await checkAll(new SeedChecker(lab), range);
    await lab.close();
    console.log(`${range.count} seeds from ${range.from}: ${redCount} red`);
    process.exitCode = redCount > 0 ? 1 : 0;
  } finally {
    await cluster.stop();
  }
}

await main();
