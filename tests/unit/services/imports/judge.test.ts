import { expect, test } from "vitest";
import { judgeRows } from "@/lib/services/imports/judge";

const COLUMNS = [
  { header: "Company", target: "companyName" },
  { header: "Phone", target: "phone" },
] as const;

test("a long file keeps nobody waiting who asks the same process for something else", async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => [
    `Company ${n}`,
    `(614) 555-${String(n).padStart(4, "0")}`,
  ]);
  let isJudging = true;
  let turns = 0;
  const serve = () => {
    turns += 1;
    if (isJudging) setImmediate(serve);
  };
  setImmediate(serve);
  const judged = await judgeRows(rows, 1, { columns: COLUMNS, duplicatePolicy: "skip" });
  isJudging = false;
  expect(judged.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1));
  expect(turns).toBeGreaterThanOrEqual(50);
});
