import { type BenchResult, percentile } from "../harness";
import { GOAL_MS, type Measured } from "./measure";

/** All questions, the slowest first, and whether the goals are met. */
export function report(leads: number, server: string, measured: readonly Measured[]): BenchResult {
  const slowest = [...measured].sort((a, b) => b.p99 - a.p99);
  const scanned = measured.filter(({ scans }) => scans.length > 0);
  const worst = slowest[0];
  const counts = Math.max(...measured.map(({ countP50 }) => countP50));
  const compared = measured.filter(({ plainMs }) => !Number.isNaN(plainMs));
  const ratios = compared.map(({ p50, plainMs }) => p50 / plainMs);
  return {
    notes: [
      server,
      `${leads.toLocaleString("en-US")} leads in one team, a tenth as many in another; ${measured.length} questions`,
      ...scanned.map(({ name, scans }) => `SEQUENTIAL SCAN of ${scans.join(", ")}: ${name}`),
    ],
    tables: [
      {
        columns: ["p50", "p99", "5 pages on", "and back", "count", "plain query"],
        rows: slowest.map(({ name, p50, p99, nextP50, backP50, countP50, plainMs }) => ({
          name,
          unit: "ms",
          values: [p50, p99, nextP50, backP50, countP50, plainMs],
        })),
      },
    ],
    figures: [
      { name: "slowest question, p99", value: worst?.p99 ?? Number.NaN, unit: "ms" },
      { name: "slowest count, p50", value: counts, unit: "ms" },
    ],
    ratios: [
      {
        name: "page beside plain query with offset and count, median",
        value: percentile(ratios, 0.5),
        unit: "x",
      },
    ],
    goals: [
      {
        name: `every question: p99 <= ${GOAL_MS} ms`,
        isMet: slowest.every(({ p99 }) => p99 <= GOAL_MS),
      },
      { name: `every count <= ${GOAL_MS} ms`, isMet: counts <= GOAL_MS },
      { name: "no sequential scan of a large table", isMet: scanned.length === 0 },
    ],
  };
}
