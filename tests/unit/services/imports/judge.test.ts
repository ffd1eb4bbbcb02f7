import { expect, test } from "vitest";
import { judgeRows } from "@/lib/services/imports/judge";

const RULES = {
  columns: [
    { header: "Company", target: "companyName" },
    { header: "Phone", target: "phone" },
  ],
  duplicatePolicy: "skip",
} as const;

const rowsOf = (length: number) =>
  Array.from({ length }, (_, n) => [`Company ${n}`, `(614) 555-${String(n).padStart(4, "0")}`]);

test("a long file keeps nobody waiting who asks the same process for something else", async () => {
  const rows = rowsOf(5000);
  let isJudging = true;
  let turns = 0;
  const serve = () => {
    turns += 1;
    if (isJudging) setImmediate(serve);
  };
  setImmediate(serve);
  const judged = await judgeRows(rows, 1, RULES);
  isJudging = false;
  expect(judged.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1));
  expect(turns).toBeGreaterThanOrEqual(50);
});

test("the first chunk is there to be stored before the next is judged", async () => {
  const done: string[] = [];
  await Promise.all([
    judgeRows(rowsOf(2000), 1, RULES).then(() => done.push("first")),
    judgeRows(rowsOf(1), 2001, RULES).then(() => done.push("next")),
  ]);
  expect(done).toEqual(["first", "next"]);
});
