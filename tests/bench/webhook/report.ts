import { availableParallelism, loadavg } from "node:os";
import { type BenchResult, type Goal, percentile, type Table } from "../harness";
import type { Asked } from "./asking";
import type { Flooded } from "./flood";
import { CAL_LATENCY_MS } from "./system";

export interface Measured {
  readonly server: string;
  readonly calls: number;
  readonly rate: number;
  readonly ours: Asked;
  readonly plain: Asked;
  readonly flooded: Flooded;
  /** Requests to Cal.com while each was asked. */
  readonly calRequests: { readonly ours: number; readonly plain: number };
}

const OWN_MS = 25;
const WHOLE_MS = 150;
const SHARES = [0.5, 0.95, 0.99];

export function report(measured: Measured): BenchResult {
  const { ours, plain, flooded, calls } = measured;
  const ratio = percentile(plain.whole, 0.95) / percentile(ours.whole, 0.95);
  return {
    notes: [
      `PostgreSQL: ${measured.server}`,
      `${availableParallelism()} cores for everything, load ${loadavg()[0]?.toFixed(1)} in the last minute`,
      `built application, Supabase API and Cal.com (${CAL_LATENCY_MS} ms an answer) beside it, each in its own process`,
      `${calls} calls ask for free times at once, again and again; own time: without waiting for Cal.com`,
      "plain: a small server that asks Cal.com each time and stores nothing; Cal.com's limit of 120 a minute is lifted for it",
      `webhooks: ${flooded.sent} messages of many calls, ${flooded.megabytes.toFixed(0)} MB, at fixed times; latency from when each was due`,
    ],
    tables: [askedTable(measured), floodTable(flooded)],
    figures: [],
    ratios: [{ name: "plain / ours, whole answer, p95", value: ratio, unit: "x" }],
    goals: goalsOf(measured),
  };
}

function askedTable({ ours, plain, calRequests }: Measured): Table {
  const row = (name: string, unit: string, values: readonly number[]) => ({ name, unit, values });
  const perMinute = (count: number, { seconds }: Asked) => (count * 60) / seconds;
  const shares = SHARES.map((share) =>
    row(`whole answer, p${share * 100}`, "ms", [
      percentile(ours.whole, share),
      percentile(plain.whole, share),
    ]),
  );
  return {
    columns: ["ours", "plain"],
    rows: [
      ...SHARES.map((share) =>
        row(`own time, p${share * 100}`, "ms", [percentile(ours.own, share)]),
      ),
      ...shares,
      row("answers", "/s", [ours.whole.length / ours.seconds, plain.whole.length / plain.seconds]),
      row("requests to Cal.com", "/min", [
        perMinute(calRequests.ours, ours),
        perMinute(calRequests.plain, plain),
      ]),
      row("not answered with times", "", [ours.errors, plain.errors]),
    ],
  };
}

function floodTable({ latencies, perSecond, errors, lost }: Flooded): Table {
  return {
    columns: ["webhooks"],
    rows: [
      ...SHARES.map((share) => ({
        name: `answered within, p${share * 100}`,
        unit: "ms",
        values: [percentile(latencies, share)],
      })),
      { name: "taken", unit: "/s", values: [perSecond] },
      { name: "refused or failed", unit: "", values: [errors] },
      { name: "lost", unit: "", values: [lost] },
    ],
  };
}

function goalsOf({ calls, rate, ours, flooded }: Measured): Goal[] {
  return [
    {
      name: `own time in a tool call is ${OWN_MS} ms at most, p95`,
      isMet: ours.own.length > 0 && percentile(ours.own, 0.95) <= OWN_MS,
    },
    {
      name: `whole answer at ${calls} calls at once is ${WHOLE_MS} ms at most, p95`,
      isMet: percentile(ours.whole, 0.95) <= WHOLE_MS,
    },
    { name: "every question is answered with times", isMet: ours.errors === 0 },
    {
      name: `${rate} webhooks a second are kept up with`,
      isMet: flooded.perSecond >= 0.98 * rate,
    },
    { name: "no webhook is lost", isMet: flooded.lost === 0 && flooded.errors === 0 },
  ];
}
