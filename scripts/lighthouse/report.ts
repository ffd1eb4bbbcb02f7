import type { Measured, Scores } from "./measure";

/**
 * As a desk in an office sees it: the desktop preset of Lighthouse (a wide screen, 10 Mbit/s, 40 ms, no slowed processor),
 * because staff keep these pages open at a desk all day. What phones need is tested by itself: width, targets, bottom bar.
 */
export const GOALS: Scores = { performance: 95, accessibility: 100, bestPractices: 100 };

const HEADINGS = ["performance", "accessibility", "practices", "FCP", "LCP", "blocked", "shift"];
const NAME_WIDTH = 20;
const WIDTH = 15;

export function meetsGoals(scores: Scores): boolean {
  return (
    scores.performance >= GOALS.performance &&
    scores.accessibility >= GOALS.accessibility &&
    scores.bestPractices >= GOALS.bestPractices
  );
}

export function printHead(): void {
  console.log(
    `Lighthouse, desktop preset. Goals: performance ${GOALS.performance}, the others 100.\n`,
  );
  console.log("".padEnd(NAME_WIDTH) + HEADINGS.map((heading) => heading.padStart(WIDTH)).join(""));
}

/** One page; below it whatever keeps it from a goal. */
export function printLine(name: string, { scores, figures, faults, hints }: Measured): void {
  const values = [scores.performance, scores.accessibility, scores.bestPractices, ...figures];
  const isMet = meetsGoals(scores);
  console.log(
    `${name.padEnd(NAME_WIDTH)}${values.map((value) => String(value).padStart(WIDTH)).join("")}${isMet ? "" : "  MISSED"}`,
  );
  for (const fault of faults) console.log(`    ${fault}`);
  if (scores.performance < GOALS.performance) for (const hint of hints) console.log(`    ${hint}`);
}
