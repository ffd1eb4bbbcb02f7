"use client";

import { CalendarOff, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { addToDay, mondayOf, nameWeek } from "@/components/appointment-week/week-days";
import { useBusinessNow } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import { localDate } from "@/lib/utils/slots";
import { DayPicker, type OpeningChoice } from "./day-picker";
import { useOpenings } from "./use-openings";

/** A week of free times, one day at a time. Begins with the week of the demo. */
export function OpeningPicker({ row, zone, value, onChange }: OpeningChoice) {
  const now = useBusinessNow();
  const today = localDate(now, zone);
  const [monday, setMonday] = useState(() => {
    const start = new Date(row.startTime);
    return mondayOf(localDate(start > now ? start : now, zone));
  });
  const openings = useOpenings({ row, monday, zone });
  const turn = (days: number) => {
    setMonday(addToDay(monday, days));
    onChange(undefined);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h3 className="figure mr-auto font-medium text-[0.8125rem]" aria-live="polite">
          {nameWeek(monday)}
        </h3>
        <Button
          size="icon-sm"
          aria-label="Free times of the week before"
          disabled={monday <= mondayOf(today)}
          onClick={() => turn(-7)}
        >
          <ChevronLeft aria-hidden="true" />
        </Button>
        <Button size="icon-sm" aria-label="Free times of the week after" onClick={() => turn(7)}>
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
      {/* A fixed least height: the dialog does not jump while weeks load. */}
      <div className="min-h-64">
        {openings.data && openings.data.size > 0 ? (
          <DayPicker
            key={monday}
            monday={monday}
            byDay={openings.data}
            row={row}
            zone={zone}
            value={value}
            onChange={onChange}
          />
        ) : openings.data ? (
          <EmptyState
            icon={CalendarOff}
            title="No free time in this week"
            action={<Button onClick={() => turn(7)}>Show the next week</Button>}
            className="py-6"
          >
            The calendar is full or closed on these days.
          </EmptyState>
        ) : openings.isError ? (
          <ErrorState
            title="The free times could not be loaded"
            message={userMessageOf(openings.error)}
            onRetry={() => void openings.refetch()}
            isRetrying={openings.isFetching}
            className="py-6"
          />
        ) : (
          <PickerSkeleton />
        )}
      </div>
    </div>
  );
}

function PickerSkeleton() {
  return (
    <div role="status" aria-label="Loading free times" className="flex flex-col gap-3">
      <div className="grid grid-cols-7 gap-1">
        {Array.from({ length: 7 }, (_, index) => index).map((index) => (
          <Skeleton key={index} className="h-12" />
        ))}
      </div>
      <div className="grid grid-cols-3 gap-1.5 sm:grid-cols-5">
        {Array.from({ length: 15 }, (_, index) => index).map((index) => (
          <Skeleton key={index} className="h-9" />
        ))}
      </div>
    </div>
  );
}
