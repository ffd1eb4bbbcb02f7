import { expect } from "vitest";
import { openTestDatabase } from "../support/database";
import { describeVerdict, SeedChecker } from "./check-seed";
import { openLaboratory } from "./laboratory";

/** The steps of a lead's way through the system, as the trace names them. */
const STEPS = [
  "start_automation_run",
  "list_overdue_calls",
  "claim_due_leads",
  "start_placing_call",
  "/call",
  "attach_provider_call",
  "release_call",
  "report_provider_trouble",
  "finish_automation_run",
  "take_provider_event",
  "settle_call",
];
const CRASHES = ["crash-before", "crash-after"];

/**
 * Runs `count` seeds from `from` on in a database of their own. The first that is red is told in full; if none is, a
 * process must have crashed before and after every step at least once.
 */
export async function expectGreen(from: number, count: number): Promise<void> {
  const lab = await openLaboratory(await openTestDatabase());
  const checker = new SeedChecker(lab);
  const met = new Set<string>();
  try {
    for (let seed = from; seed < from + count; seed += 1) {
      const verdict = await checker.check(seed);
      if (verdict.problems.length > 0) throw new Error(describeVerdict(verdict));
      for (const line of verdict.run.trace) {
        const [, step, fault] = /(?:POST|GET) (\S+): (crash-\w+)$/.exec(line) ?? [];
        if (step && fault) met.add(`${step} ${fault}`);
      }
    }
  } finally {
    await lab.close();
  }
  const planned = STEPS.flatMap((step) => CRASHES.map((crash) => `${step} ${crash}`));
  expect([...met]).toEqual(expect.arrayContaining(planned));
}
