"use client";

import {
  APPOINTMENT_STATUS_FILTERS,
  type AppointmentStatusFilter,
} from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { APPOINTMENT_LOOK } from "./appointment-badge";

interface StatusFilterProps {
  readonly value: AppointmentStatusFilter | null;
  readonly onChange: (status: AppointmentStatusFilter | null) => void;
}

/** All demos or those of one state. */
export function StatusFilter({ value, onChange }: StatusFilterProps) {
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">Filter by status</legend>
      {[null, ...APPOINTMENT_STATUS_FILTERS].map((option) => (
        <button
          key={option ?? "all"}
          type="button"
          aria-pressed={value === option}
          onClick={() => onChange(option)}
          className={cn(
            "touch-target flex h-7 shrink-0 items-center rounded-md px-2 font-medium text-[0.8125rem] text-muted hover:bg-hover",
            "aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
          )}
        >
          {option ? APPOINTMENT_LOOK[option].label : "All"}
        </button>
      ))}
    </fieldset>
  );
}
