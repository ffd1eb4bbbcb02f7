import Link from "next/link";
import { cn } from "@/lib/utils/cn";
import type { StepGroup, WaterfallStep } from "./waterfall-steps";

const FILLS: Readonly<Record<StepGroup, string>> = {
  total: "bg-line-strong",
  done: "bg-slate/60",
  person: "bg-chart-4",
  time: "bg-chart-2",
  due: "bg-chart-1",
};

const GROUP_NAMES: Readonly<Record<StepGroup, string>> = {
  total: "",
  done: "Done, or in a call",
  person: "Needs a person",
  time: "Waits for its time",
  due: "To be called",
};

/** The ends that a lead can come to are seen although nothing is in them. */
const ALWAYS: ReadonlySet<string> = new Set([
  "total",
  "scheduled",
  "no_answer",
  "not_interested",
  "due",
]);

interface WaterfallChartProps {
  readonly steps: readonly WaterfallStep[];
}

/** Bars that begin where the one before ended. Plain elements, so that each number is a link and nothing waits for a script. */
export function WaterfallChart({ steps }: WaterfallChartProps) {
  const shown = steps.filter((step) => step.count > 0 || ALWAYS.has(step.key));
  const total = Math.max(1, steps[0]?.count ?? 1);
  return (
    <ul className="flex flex-col text-[0.8125rem]">
      {shown.map((step, index) => (
        <Step
          key={step.key}
          step={step}
          total={total}
          isFirstOfGroup={shown[index - 1]?.group !== step.group}
        />
      ))}
    </ul>
  );
}

interface StepProps {
  readonly step: WaterfallStep;
  readonly total: number;
  readonly isFirstOfGroup: boolean;
}

function Step({ step, total, isFirstOfGroup }: StepProps) {
  const body = (
    <>
      <span className="truncate">{step.label}</span>
      <span aria-hidden="true" className="relative h-3.5">
        <span
          className={cn(
            "absolute inset-y-0 rounded-xs transition-all duration-300",
            FILLS[step.group],
          )}
          style={{
            left: `${((step.before - step.count) / total) * 100}%`,
            width: `${(step.count / total) * 100}%`,
            minWidth: step.count > 0 ? 2 : 0,
          }}
        />
      </span>
      <span className="figure text-right font-medium">{numberFormat.format(step.count)}</span>
    </>
  );
  const grid =
    "grid h-7 grid-cols-[8.5rem_1fr_3rem] items-center gap-x-3 sm:grid-cols-[10rem_1fr_4rem]";
  return (
    <li
      className={cn(isFirstOfGroup && step.group !== "total" && "mt-2 border-line border-t pt-1.5")}
    >
      {isFirstOfGroup && step.group !== "total" ? (
        <span className="block text-muted text-xs">{GROUP_NAMES[step.group]}</span>
      ) : null}
      {step.href ? (
        <Link href={step.href} className={cn(grid, "rounded-xs hover:text-accent-text")}>
          {body}
        </Link>
      ) : (
        <div className={grid}>{body}</div>
      )}
    </li>
  );
}

const numberFormat = new Intl.NumberFormat("en-US");
