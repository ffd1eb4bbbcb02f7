"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { addToDay, mondayOf, nameWeek } from "./week-days";

interface WeekNavProps {
  readonly monday: string;
  readonly today: string;
  /** The Monday to go to; null for today's week, whichever it is by then. */
  readonly onGo: (monday: string | null) => void;
  /** Told when somebody is about to go there. */
  readonly onNear: (monday: string) => void;
}

/** Which week is shown, and the ways to others. */
export function WeekNav({ monday, today, onGo, onNear }: WeekNavProps) {
  const before = addToDay(monday, -7);
  const after = addToDay(monday, 7);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex items-center gap-1">
        <Button
          size="icon"
          aria-label="Previous week"
          onPointerEnter={() => onNear(before)}
          onFocus={() => onNear(before)}
          onClick={() => onGo(before)}
        >
          <ChevronLeft aria-hidden="true" />
        </Button>
        <Button disabled={monday === mondayOf(today)} onClick={() => onGo(null)}>
          Today
        </Button>
        <Button
          size="icon"
          aria-label="Next week"
          onPointerEnter={() => onNear(after)}
          onFocus={() => onNear(after)}
          onClick={() => onGo(after)}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
      <h2 className="figure font-semibold text-base" aria-live="polite">
        {nameWeek(monday)}
      </h2>
    </div>
  );
}
