import { expect, test } from "vitest";
import { openTestDatabase } from "../support/database";
import { openLaboratory } from "./laboratory";
import { expectGreen } from "./seeds";
import { simulate } from "./simulate";

test("every lead is dialled exactly once for each claim, whatever fails: seeds 1000 to 1999", async () => {
  await expectGreen(1000, 1000);
});

test("a seed replays: the same steps in the same order", async () => {
  const lab = await openLaboratory(await openTestDatabase());
  try {
    for (const seed of [4, 9, 14, 21, 1007]) {
      const first = await simulate(lab, seed);
      await simulate(lab, seed + 1);
      const again = await simulate(lab, seed);
      expect(again.trace).toEqual(first.trace);
      expect(again.state).toEqual(first.state);
    }
  } finally {
    await lab.close();
  }
});
