import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import type { Waterfall } from "@/lib/services/automation/answers";
import { DIAL_GATES, type DialGate, GATE_WORDS } from "@/lib/utils/gate-sentences";

/** Why leads of a step are not due: done (or in a call), for a person to decide, or only for time. */
export type StepGroup = "total" | "done" | "person" | "time" | "due";

export interface WaterfallStep {
  readonly key: string;
  readonly group: StepGroup;
  readonly label: string;
  readonly count: number;
  /** How many leads are left before this step takes its own away. */
  readonly before: number;
  /** The rows behind the number, where a filter shows them. */
  readonly href?: string;
}

const DONE = ["calling", "scheduled", "no_answer", "not_interested"] as const;

const BY_TIME: ReadonlySet<DialGate> = new Set([
  "callback",
  "retry",
  "number_limit",
  "gap",
  "holiday",
  "hours",
]);

/** From all leads down to those that are due, each lead in one step, so that the steps add up. */
export function toSteps(waterfall: Waterfall): WaterfallStep[] {
  const { total, dueCount, statuses, gates } = waterfall;
  const out: Omit<WaterfallStep, "before">[] = [
    ...DONE.map((status) => ({
      key: status,
      group: "done" as const,
      label: LEAD_STATUS_LOOK[status].label,
      count: statuses[status] ?? 0,
      href: `/leads?status=${status}`,
    })),
    ...DIAL_GATES.filter((gate) => gates[gate] !== undefined).map((gate) => ({
      key: gate,
      group: BY_TIME.has(gate) ? ("time" as const) : ("person" as const),
      label: GATE_WORDS[gate].closed,
      count: gates[gate] ?? 0,
      ...(gate === "review" ? { href: "/leads?status=review" } : {}),
    })),
  ];
  let left = total;
  const steps = out.map((step) => {
    const before = left;
    left -= step.count;
    return { ...step, before };
  });
  return [
    {
      key: "total",
      group: "total",
      label: "All leads",
      count: total,
      before: total,
      href: "/leads",
    },
    ...steps,
    { key: "due", group: "due", label: "Due now", count: dueCount, before: dueCount },
  ];
}

const numberFormat = new Intl.NumberFormat("en-US");

/** "54 leads = 12 scheduled + 3 outside hours + 39 due now". */
export function describeSum(steps: readonly WaterfallStep[]): string {
  const [total, ...parts] = steps;
  const shown = parts.filter((step) => step.count > 0);
  const sum = shown.map((step) => `${numberFormat.format(step.count)} ${step.label.toLowerCase()}`);
  return `${numberFormat.format(total?.count ?? 0)} leads = ${sum.join(" + ") || "0"}`;
}
