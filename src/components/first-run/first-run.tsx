"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { useClockSettings } from "@/components/live/clock-context";
import { useLive } from "@/components/live/live-provider";
import { useAnswerInterval } from "@/components/live/use-answer-interval";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LocalTime } from "@/components/ui/local-time";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { browserDb } from "@/lib/browser-db";
import { userMessageOf } from "@/lib/errors";
import { getFirstSteps } from "@/lib/services/first-steps";
import { createClock } from "@/lib/utils/clock";
import { cn } from "@/lib/utils/cn";
import { firstStepsKey } from "./first-steps-key";
import { type Step, toSteps } from "./steps";

/** Walks a new team from nothing to its first dialled lead; what is done is ticked off by itself. */
export function FirstRun({ teamId }: { readonly teamId: string }) {
  const query = useFirstSteps(teamId);
  if (query.isError && !query.data) {
    return (
      <ErrorState
        title="The steps could not be loaded"
        message={userMessageOf(query.error)}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (!query.data) return <SkeletonRows rows={6} label="Loading the steps" />;
  const steps = toSteps(query.data);
  const doneCount = steps.filter((step) => step.isDone).length;
  const current = steps.find((step) => !step.isDone)?.id;
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="flex items-center gap-3" role="status">
        <Progress value={doneCount} max={steps.length} label="Steps done" className="max-w-60" />
        <p className="figure text-[0.8125rem] text-muted">
          {doneCount} of {steps.length} done
        </p>
      </div>
      <ol className="flex flex-col gap-2">
        {steps.map((step, index) => (
          <StepItem key={step.id} step={step} number={index + 1} isCurrent={step.id === current}>
            {step.id === "call" && !step.isDone && query.data.nextAt ? (
              <p className="mt-1 text-[0.8125rem]">
                Next possible call: <LocalTime value={query.data.nextAt} format="short" />
              </p>
            ) : null}
          </StepItem>
        ))}
      </ol>
      {current === undefined ? (
        <p className="text-muted">
          That is all. From here on <Link href="/leads">the list of leads</Link> shows what happens.
        </p>
      ) : null}
    </div>
  );
}

function useFirstSteps(teamId: string) {
  const client = useQueryClient();
  const clock = useClockSettings();
  const interval = useAnswerInterval();
  const queryKey = firstStepsKey(teamId);
  useLive(
    ["leads", "calls", "imports", "settings", "team_calling_rules"],
    () => void client.invalidateQueries({ queryKey }),
    { debounceMs: 1000 },
  );
  return useQuery({
    queryKey,
    queryFn: async () =>
      getFirstSteps({ db: await browserDb(), now: createClock(clock).now }, { teamId }),
    refetchInterval: interval,
  });
}

interface StepItemProps {
  readonly step: Step;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly children: React.ReactNode;
}

function StepItem({ step, number, isCurrent, children }: StepItemProps) {
  const id = useId();
  return (
    <li
      aria-current={isCurrent ? "step" : undefined}
      aria-labelledby={id}
      className={cn(
        "flex gap-3 rounded-lg border border-line bg-surface p-4",
        isCurrent && "border-accent",
      )}
    >
      <Mark number={number} isDone={step.isDone} isCurrent={isCurrent} />
      <div className="min-w-0 flex-1">
        <h2 id={id} className="font-semibold leading-6">
          {step.title}
          {step.isDone ? <span className="sr-only"> (done)</span> : null}
        </h2>
        <p className="text-muted">{step.sentence}</p>
        {children}
        {isCurrent || step.id === "call" ? (
          <div className="mt-3 flex flex-wrap gap-2">
            {step.links.map(({ href, label }, index) => (
              <Button
                key={href}
                asChild
                variant={index === 0 && isCurrent ? "primary" : "secondary"}
              >
                <Link href={href}>{label}</Link>
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </li>
  );
}

interface MarkProps {
  readonly number: number;
  readonly isDone: boolean;
  readonly isCurrent: boolean;
}

function Mark({ number, isDone, isCurrent }: MarkProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "figure grid size-6 shrink-0 place-items-center rounded-full border border-line font-medium text-muted text-xs",
        isDone && "border-green bg-green-soft text-green",
        isCurrent && "border-accent bg-accent-soft text-accent-text",
      )}
    >
      {isDone ? <Check className="size-3.5" /> : number}
    </span>
  );
}
