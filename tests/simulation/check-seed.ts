import { findProblems } from "./invariants";
import type { Laboratory } from "./laboratory";
import { type Mutations, type Run, simulate } from "./simulate";

export interface Verdict {
  readonly run: Run;
  readonly problems: readonly string[];
}

/** Runs seeds against one laboratory; the fault-free run of each world is made once and kept. */
export class SeedChecker {
  private readonly faultFree = new Map<number, Run>();

  constructor(
    private readonly lab: Laboratory,
    private readonly mutations: Mutations = {},
  ) {}

  async check(seed: number): Promise<Verdict> {
    const run = await simulate(this.lab, seed, { mutations: this.mutations });
    let faultFree = this.faultFree.get(run.world.number);
    if (!faultFree) {
      faultFree = await simulate(this.lab, seed, { isFaultFree: true, mutations: this.mutations });
      this.faultFree.set(run.world.number, faultFree);
      const problems = findProblems(faultFree, faultFree);
      if (problems.length > 0) return { run: faultFree, problems };
    }
    return { run, problems: findProblems(run, faultFree) };
  }

  /** The first seed from `from` on, of `count`, that something is wrong with. */
  async findRed(from: number, count: number): Promise<Verdict | undefined> {
    for (let seed = from; seed < from + count; seed += 1) {
      const verdict = await this.check(seed);
      if (verdict.problems.length > 0) return verdict;
    }
    return undefined;
  }
}

/** What to read when a seed is red: what is wrong, all that happened, and how to see it again. */
export function describeVerdict({ run, problems }: Verdict): string {
  return [
    `seed ${run.seed} (${run.profile}, world ${run.world.number}, ${run.faultCount} faults) is red:`,
    ...problems.map((problem) => `  ${problem}`),
    "what happened:",
    ...run.trace.map((line) => `  ${line}`),
    `see it again: npm run simulate -- --seed ${run.seed}`,
  ].join("\n");
}
