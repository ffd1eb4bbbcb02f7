import { availableParallelism, loadavg } from "node:os";
import type { BenchResult, Figure, Goal, Table } from "../harness";
import type { GraphileFigures } from "./graphile";
import type { OurFigures } from "./ours";
import type { PlainFigures, PlainKind } from "./plain";
import { TEAMS } from "./seed";
import type { Latency } from "./workers";

export interface Measured {
  readonly leads: number;
  readonly server: string;
  readonly ours: OurFigures;
  readonly plain: Readonly<Record<PlainKind, PlainFigures>>;
  readonly graphile: GraphileFigures;
}

export function report(measured: Measured): BenchResult {
  const { leads, server, ours } = measured;
  return {
    notes: [
      `PostgreSQL: ${server}`,
      `${availableParallelism()} cores, load ${loadavg()[1]?.toFixed(1)} in the last five minutes: alone, the bench makes about 2`,
      `${leads} leads in ${TEAMS} teams; ${ours.leads} claimed, all gates on; runs are recorded beforehand`,
      "plain: the specification's query in its own words; per team; per team in the list's order. No gates while",
      "all are open, then with the hours computed for each row. It writes no calls.",
      "graphile-worker: five fetches of a job; completing a job is not counted.",
    ],
    tables: [sideBySide(measured), ownFigures(measured)],
    figures: [],
    ratios: ratiosOf(measured),
    goals: goalsOf(measured),
  };
}

function sideBySide({ ours, plain, graphile }: Measured): Table {
  const all = [plain.words, plain.team, plain.order];
  const open = [ours.open, ...all.map((figures) => figures.open), graphile.five];
  const closed = [ours.closed, ...all.map((figures) => figures.closed)];
  const rates = [ours, ...all, graphile];
  return {
    columns: ["ours", "plain", "per team", "in order", "graphile-worker"],
    rows: [
      row("claim of 5, all open, p50", "ms", open.map(p50)),
      row("claim of 5, all open, p99", "ms", open.map(p99)),
      row("claim of 5, 99 % outside their hours, p50", "ms", closed.map(p50)),
      row("claim of 5, 99 % outside their hours, p99", "ms", closed.map(p99)),
      row(
        "batches of 50, 1 worker",
        "leads/s",
        rates.map(({ serialRate }) => serialRate),
      ),
      row(
        "batches of 50, 8 workers",
        "leads/s",
        rates.map(({ parallelRate }) => parallelRate),
      ),
    ],
  };
}

function ownFigures({ ours, graphile }: Measured): Table {
  const both = (name: string, latency: Latency) => row(name, "ms", [latency.p50, latency.p99]);
  return {
    columns: ["p50", "p99"],
    rows: [
      both("claim of 5, team of half of all leads", ours.large),
      both("claim of 5, team of a thousandth of them", ours.small),
      both("first claim of a team, working out its windows", ours.first),
      both("record of a run", ours.run),
      both("smallest durable transaction on this disk", ours.commit),
      both("graphile-worker, one job", graphile.one),
    ],
  };
}

function ratiosOf({ ours, plain, graphile }: Measured): Figure[] {
  const closed = ours.closed.p50;
  return [
    ratio("large team / small team (500 : 1), p50", ours.large.p50, ours.small.p50),
    ratio("plain / ours, 99 % outside, p50", plain.words.closed.p50, closed),
    ratio("plain per team / ours, 99 % outside, p50", plain.team.closed.p50, closed),
    ratio("plain in order / ours, 99 % outside, p50", plain.order.closed.p50, closed),
    ratio("ours / graphile-worker, 8 workers", ours.parallelRate, graphile.parallelRate),
  ];
}

function goalsOf({ leads, ours, plain }: Measured): Goal[] {
  const slowest = Math.max(ours.open.p99, ours.closed.p99);
  return [
    { name: "p99 of a claim of 5 is 5 ms at most", isMet: slowest <= 5 },
    { name: "10,000 leads/s with 8 workers and batches of 50", isMet: ours.parallelRate >= 10_000 },
    {
      name: `faster than the plain query per team, ${leads} leads, 99 % outside their hours`,
      isMet: ours.closed.p50 < plain.team.closed.p50,
    },
    { name: "no lead is claimed twice", isMet: ours.duplicates === 0 },
    { name: "every claim got its leads", isMet: ours.shortClaims === 0 },
    { name: "8 workers on one team get its limit of 100, not more", isMet: ours.contended === 100 },
  ];
}

function p50(latency: Latency): number {
  return latency.p50;
}

function p99(latency: Latency): number {
  return latency.p99;
}

function row(name: string, unit: string, values: readonly number[]) {
  return { name, unit, values };
}

function ratio(name: string, value: number, other: number): Figure {
  return { name, value: value / other, unit: "×" };
}
