"use client";

import type { AppointmentRow } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { AppointmentBadge } from "./appointment-badge";
import { isCalledOff } from "./appointment-facts";
import { CallLink, CompanyLink, MeetingLink, Reach } from "./appointment-links";
import { type AppointmentActions, AppointmentMenu } from "./appointment-menu";
import { AppointmentSpan, Changes, TheirTime } from "./appointment-times";

interface AppointmentItemProps {
  readonly row: AppointmentRow;
  /** Undefined when nothing can be done with it, or not by this user. */
  readonly actions: AppointmentActions | undefined;
}

/** One demo: when in both zones, with whom, how to reach and meet them, and what can be done. */
export function AppointmentItem({ row, actions }: AppointmentItemProps) {
  const isOff = isCalledOff(row);
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-2.5 text-[0.8125rem] md:grid-cols-[13rem_minmax(0,1fr)_15rem_9rem]">
      <div>
        <p className={cn("figure font-medium", isOff && "text-muted line-through")}>
          <AppointmentSpan row={row} />
        </p>
        <p className="figure text-muted">
          <TheirTime value={row.startTime} zone={row.attendeeTimezone} />
        </p>
      </div>
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        <p className="truncate font-medium">
          <CompanyLink row={row} />
        </p>
        <p className="truncate text-muted">
          {row.customerName ?? "No name given"}
          {row.title ? ` · ${row.title}` : null}
        </p>
        <Changes row={row} />
      </div>
      <div className="min-w-0 max-md:col-span-2">
        <Reach row={row} />
      </div>
      <div className="flex flex-col items-end gap-1 max-md:col-start-2 max-md:row-start-1">
        <div className="flex items-center gap-1">
          <AppointmentBadge row={row} />
          {actions ? <AppointmentMenu row={row} actions={actions} /> : null}
        </div>
        <div className="flex items-center gap-3">
          <CallLink row={row} />
          <MeetingLink row={row} />
        </div>
      </div>
    </li>
  );
}
