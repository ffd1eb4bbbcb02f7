"use client";

import { useBusinessNow } from "@/components/live/clock-context";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { isChangeable } from "./appointment-facts";
import { AppointmentItem } from "./appointment-item";
import type { AppointmentActions } from "./appointment-menu";
import { groupByDay, nameDay } from "./group-by-day";

interface AppointmentDaysProps {
  readonly rows: readonly AppointmentRow[];
  readonly actions: AppointmentActions | undefined;
}

/** Demos under the days on which they begin for the viewer. */
export function AppointmentDays({ rows, actions }: AppointmentDaysProps) {
  const now = useBusinessNow();
  const viewerZone = useViewerZone();
  // Before hydration nobody knows the viewer's zone: the days of UTC keep the place, unread.
  const zone = viewerZone ?? "UTC";
  return (
    <div className={viewerZone ? "flex flex-col gap-5" : "invisible flex flex-col gap-5"}>
      {groupByDay(rows, zone).map(({ day, rows: ofDay }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="pb-2 font-semibold text-[0.8125rem]">
            {nameDay(day, now, zone)}
            <span className="figure ml-2 font-normal text-muted">{ofDay.length}</span>
          </h2>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {ofDay.map((row) => (
              <AppointmentItem
                key={row.id}
                row={row}
                actions={isChangeable(row, now) ? actions : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
