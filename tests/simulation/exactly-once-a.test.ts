import { test } from "vitest";
import { expectGreen } from "./seeds";

test("every lead is dialled exactly once for each claim, whatever fails: seeds 0 to 999", async () => {
  await expectGreen(0, 1000);
});
