"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useBusinessNow } from "@/components/live/clock-context";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Forecast } from "@/lib/services/automation/forecast";
import { cn } from "@/lib/utils/cn";
import { toBars } from "./forecast-bars";
import { describeAssumptions } from "./forecast-sentences";
import { ForecastTable } from "./forecast-table";
import { useForecast } from "./use-queue-answers";
import { ViewToggle } from "./view-toggle";

const ForecastChart = dynamic(
  () => import("./forecast-chart").then((module) => module.ForecastChart),
  { ssr: false, loading: () => <div className="h-44" /> },
);

const SPANS = [3, 7, 14] as const;

/** When which calls will be made, if all goes on as it went. */
export function ForecastPanel({ teamId }: { readonly teamId: string }) {
  const [days, setDays] = useState<number>(7);
  const [isTable, setIsTable] = useState(false);
  const forecast = useForecast(teamId, days);
  return (
    <Panel
      title="What will be called"
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <SpanPicker value={days} onChange={setDays} />
          <ViewToggle of="the forecast" isTable={isTable} onChange={setIsTable} />
        </div>
      }
    >
      {forecast.data ? (
        <div className={cn(forecast.isPlaceholderData && "opacity-60")}>
          <Outlook forecast={forecast.data} days={days} />
          {forecast.data.callCount === 0 ? null : isTable ? (
            <ForecastTable hours={forecast.data.hours} />
          ) : (
            <Chart hours={forecast.data.hours} />
          )}
          <p className="mt-2 text-muted text-xs">{describeAssumptions(forecast.data)}</p>
        </div>
      ) : forecast.isError ? (
        <p className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
          The forecast could not be worked out.
          <Button size="sm" onClick={() => void forecast.refetch()} busy={forecast.isFetching}>
            Try again
          </Button>
        </p>
      ) : (
        <div role="status" aria-label="Working out the forecast" className="h-60">
          <Skeleton className="mb-3 w-2/3" />
          <Skeleton className="h-44" />
        </div>
      )}
    </Panel>
  );
}

interface SpanPickerProps {
  readonly value: number;
  readonly onChange: (days: number) => void;
}

function SpanPicker({ value, onChange }: SpanPickerProps) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">How far ahead</legend>
      {SPANS.map((days) => (
        <button
          key={days}
          type="button"
          aria-pressed={value === days}
          onClick={() => onChange(days)}
          className="touch-target h-7 rounded-md px-2 text-[0.8125rem] text-muted hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text"
        >
          {days} days
        </button>
      ))}
    </fieldset>
  );
}

const count = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

function Outlook({ forecast, days }: { readonly forecast: Forecast; readonly days: number }) {
  const { callCount, spendUsd, finishedAt, leadsLeft, isHypothetical } = forecast;
  if (callCount === 0) {
    return (
      <p className="text-[0.8125rem]">
        No call is expected within {days} days: the picture above says what the leads wait for.
      </p>
    );
  }
  return (
    <p className="figure mb-3 text-[0.8125rem]">
      {isHypothetical ? "If the automation were switched on now: about " : "About "}
      <strong className="font-semibold">{count.format(callCount)} calls</strong> for{" "}
      <strong className="font-semibold">{money.format(spendUsd)}</strong> within {days} days.{" "}
      {finishedAt ? (
        <>
          The list is finished around <LocalTime value={finishedAt} className="font-semibold" />.
        </>
      ) : (
        `Not finished then: about ${count.format(leadsLeft)} leads are left.`
      )}
    </p>
  );
}

function Chart({ hours }: Pick<Forecast, "hours">) {
  const zone = useViewerZone();
  // Moves on with the hour, not with every second.
  const hour = Math.floor(useBusinessNow().getTime() / 3_600_000);
  const bars = useMemo(
    () => (zone ? toBars(hours, zone, new Date(hour * 3_600_000)) : undefined),
    [hours, zone, hour],
  );
  return (
    <>
      <p className="text-muted text-xs">Calls per hour, in your time</p>
      {zone && bars ? <ForecastChart {...bars} zone={zone} /> : <div className="h-44" />}
    </>
  );
}
