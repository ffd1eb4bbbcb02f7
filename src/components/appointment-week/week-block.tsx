"use client";

import { lookOf } from "@/components/appointment-list/appointment-badge";
import { isCalledOff, nameOf } from "@/components/appointment-list/appointment-facts";
import type { Tone } from "@/components/ui/badge";
import { LocalTime } from "@/components/ui/local-time";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { isSameLocalTime } from "@/lib/utils/format-time";
import type { WeekBlock as Block } from "./week-layout";

const TONES: Readonly<Record<Tone, string>> = {
  slate: "border-slate bg-slate-soft text-slate",
  blue: "border-blue bg-blue-soft text-blue",
  green: "border-green bg-green-soft text-green",
  amber: "border-amber bg-amber-soft text-amber",
  grey: "border-grey bg-grey-soft text-grey",
  violet: "border-violet bg-violet-soft text-violet",
  red: "border-red bg-red-soft text-red",
};

interface WeekBlockProps {
  readonly block: Block<AppointmentRow>;
  /** The minute of the day at the grid's upper edge. */
  readonly firstMinute: number;
  readonly minutePx: number;
  readonly zone: string;
  readonly onOpen: (appointmentId: string) => void;
}

/** One demo in the week: state, company, attendee, and the time on both clocks. Opens its drawer. */
export function WeekBlock({ block, firstMinute, minutePx, zone, onOpen }: WeekBlockProps) {
  const { row, startMinute, endMinute, lane, lanes } = block;
  const { icon: Icon, label, tone } = lookOf(row);
  const isOff = isCalledOff(row);
  return (
    <li
      className="absolute p-px"
      style={{
        top: (startMinute - firstMinute) * minutePx,
        height: (endMinute - startMinute) * minutePx,
        left: `${(100 * lane) / lanes}%`,
        width: `${100 / lanes}%`,
      }}
    >
      <button
        type="button"
        onClick={() => onOpen(row.id)}
        className={cn(
          "block h-full w-full overflow-hidden rounded-md border-l-[3px] px-1.5 py-0.5 text-left text-xs leading-[0.9375rem] hover:brightness-97 focus-visible:-outline-offset-2 dark:hover:brightness-115",
          TONES[tone],
        )}
      >
        <span className="flex items-center gap-1 font-semibold">
          <Icon aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="sr-only">{label}: </span>
          <span className={cn("truncate", isOff && "line-through")}>{nameOf(row)}</span>
        </span>
        <span className="block truncate">{row.customerName ?? "No name given"}</span>
        <span className="figure block truncate text-[0.6875rem] tracking-tight">
          <LocalTime value={row.startTime} format="time" />
          <TheirStart row={row} zone={zone} />
        </span>
      </button>
    </li>
  );
}

/** Only where their clock shows another time than mine: elsewhere the column has no room for words. */
function TheirStart({ row, zone }: { readonly row: AppointmentRow; readonly zone: string }) {
  const theirs = row.attendeeTimezone;
  if (!theirs || isSameLocalTime(new Date(row.startTime), zone, theirs)) return null;
  return (
    <>
      {" · "}
      <LocalTime
        value={row.startTime}
        zone={theirs}
        format="time"
        className="[&_span]:text-inherit"
      />
    </>
  );
}
