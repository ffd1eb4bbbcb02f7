"use client";

import { CalendarRange, List } from "lucide-react";
import { cn } from "@/lib/utils/cn";

export type AppointmentView = "list" | "week";

const VIEWS = [
  { view: "list", label: "List", icon: List },
  { view: "week", label: "Week", icon: CalendarRange },
] as const;

interface ViewSwitchProps {
  readonly value: AppointmentView;
  readonly onChange: (view: AppointmentView) => void;
}

/** Between the list and the week. */
export function ViewSwitch({ value, onChange }: ViewSwitchProps) {
  return (
    <fieldset className="flex shrink-0 rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">Show as</legend>
      {VIEWS.map(({ view, label, icon: Icon }) => (
        <button
          key={view}
          type="button"
          aria-pressed={value === view}
          onClick={() => onChange(view)}
          className={cn(
            "touch-target flex h-7 items-center gap-1.5 rounded-[5px] px-2.5 font-medium text-[0.8125rem] text-muted hover:text-foreground",
            "aria-pressed:bg-surface aria-pressed:text-foreground aria-pressed:shadow-raised",
          )}
        >
          <Icon aria-hidden="true" className="size-4" /> {label}
        </button>
      ))}
    </fieldset>
  );
}
