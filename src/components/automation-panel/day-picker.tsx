"use client";

import { dayName } from "./automation-notes";

interface DayPickerProps {
  /** ISO weekdays, 1 = Monday. */
  readonly value: readonly number[];
  readonly onChange: (days: number[]) => void;
  readonly error: string | undefined;
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** The days on which calls are placed. */
export function DayPicker({ value, onChange, error }: DayPickerProps) {
  const toggle = (day: number) =>
    onChange(
      value.includes(day)
        ? value.filter((other) => other !== day)
        : [...value, day].sort((a, b) => a - b),
    );
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Days</legend>
      <div className="flex gap-1">
        {WEEK.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={value.includes(day)}
            onClick={() => toggle(day)}
            className="touch-target h-7 grow rounded-md border border-line-strong text-xs hover:bg-hover disabled:opacity-55 aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-accent-on"
          >
            {dayName(day)}
          </button>
        ))}
      </div>
      {error ? (
        <p role="alert" className="text-[0.8125rem] text-red">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
