"use client";

import { useState } from "react";
import { daysOfWeek, formatDay, nameOfDay } from "@/components/appointment-week/week-days";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { localDate } from "@/lib/utils/slots";
import { OpeningChips } from "./opening-chips";

/** The choice of another time for a demo. */
export interface OpeningChoice {
  readonly row: AppointmentRow;
  /** The viewer's. */
  readonly zone: string;
  readonly value: Date | undefined;
  readonly onChange: (start: Date | undefined) => void;
}

interface DayPickerProps extends OpeningChoice {
  readonly monday: string;
  readonly byDay: ReadonlyMap<string, readonly Date[]>;
}

/** The days of a week with their free times, one day at a time; the demo's own day first. */
export function DayPicker({ monday, byDay, row, zone, value, onChange }: DayPickerProps) {
  const demoDay = localDate(new Date(row.startTime), zone);
  const [chosen, setChosen] = useState(demoDay);
  const [firstDay = monday] = byDay.keys();
  // A day may lose its last free time while it is looked at.
  const day = byDay.has(chosen) ? chosen : firstDay;
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="grid grid-cols-7 gap-1">
        <legend className="sr-only">Day</legend>
        {daysOfWeek(monday).map((option) => (
          <DayButton
            key={option}
            day={option}
            count={byDay.get(option)?.length ?? 0}
            isChosen={option === day}
            onChoose={() => setChosen(option)}
          />
        ))}
      </fieldset>
      <OpeningChips
        label={`Free times on ${nameOfDay(day)}`}
        starts={byDay.get(day) ?? []}
        value={value}
        onChange={onChange}
        zone={zone}
        theirZone={row.attendeeTimezone}
      />
    </div>
  );
}

interface DayButtonProps {
  readonly day: string;
  readonly count: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function DayButton({ day, count, isChosen, onChoose }: DayButtonProps) {
  const name = nameOfDay(day);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={`${name}: ${count} free`}
      disabled={count === 0}
      onClick={onChoose}
      className={cn(
        "figure flex min-h-12 flex-col items-center justify-center rounded-md text-xs hover:bg-hover",
        "aria-pressed:bg-accent-soft aria-pressed:text-accent-text disabled:text-muted disabled:hover:bg-transparent",
      )}
    >
      <span>{formatDay(day, { weekday: "short" })}</span>
      <span className="font-medium text-sm">{Number(day.slice(-2))}</span>
      <span className="text-[0.6875rem] text-muted">{count === 0 ? "none" : `${count} free`}</span>
    </button>
  );
}
