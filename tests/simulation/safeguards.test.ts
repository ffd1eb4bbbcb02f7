import { expect, test } from "vitest";
import { openTestDatabase } from "../support/database";
import { SeedChecker } from "./check-seed";
import { openLaboratory } from "./laboratory";
import { removeSafeguard, SAFEGUARDS } from "./safeguards";

const SEEDS = 300;

test.each(SAFEGUARDS)("turns red without $name", async (safeguard) => {
  const lab = await openLaboratory(await openTestDatabase());
  try {
    await removeSafeguard(lab.admin, safeguard);
    const red = await new SeedChecker(lab, safeguard.mutations).findRed(0, SEEDS);
    expect(red?.problems.length).toBeGreaterThan(0);
  } finally {
    await lab.close();
  }
});
