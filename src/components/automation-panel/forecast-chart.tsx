"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatTime } from "@/lib/utils/format-time";
import { type ForecastBars, type ForecastHour, formatDay } from "./forecast-bars";

interface ForecastChartProps extends ForecastBars {
  readonly zone: string;
}

/** Calls per hour. Loaded when it is shown, because the library is large; the table says the same to who cannot see it. */
export function ForecastChart({ bars, dayStarts, zone }: ForecastChartProps) {
  return (
    <div aria-hidden="true" className="h-44">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...bars]}
          margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            ticks={[...dayStarts]}
            tickFormatter={(at: string) => formatDay(at, zone)}
            interval="preserveStart"
            minTickGap={16}
            tick={{ fill: "var(--muted)", fontSize: 12 }}
            tickLine={{ stroke: "var(--line-strong)" }}
            axisLine={{ stroke: "var(--line-strong)" }}
          />
          <YAxis
            allowDecimals={false}
            width={32}
            tick={{ fill: "var(--muted)", fontSize: 12 }}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--hover)" }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const hour: ForecastHour | undefined = payload[0]?.payload;
              return active && hour ? <Hint hour={hour} zone={zone} /> : null;
            }}
          />
          <Bar
            dataKey="calls"
            fill="var(--chart-1)"
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Hint({ hour, zone }: { readonly hour: ForecastHour; readonly zone: string }) {
  return (
    <p className="figure rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-floating">
      {formatTime(new Date(hour.at), zone, "short")}: {formatCalls(hour.calls)}
    </p>
  );
}

function formatCalls(calls: number): string {
  const rounded = Math.round(calls * 10) / 10;
  return rounded === 1 ? "1 call" : `${rounded} calls`;
}
