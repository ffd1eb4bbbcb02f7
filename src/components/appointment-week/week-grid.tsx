"use client";

import { useBusinessNow } from "@/components/live/clock-context";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { zoneAbbreviation } from "@/lib/utils/format-time";
import { WeekBlock } from "./week-block";
import { addToDay, formatDay, nameOfDay, startOfDay } from "./week-days";
import { minuteOfDay, type WeekDay, type WeekLayout } from "./week-layout";

/** A demo of half an hour has three lines of text. */
const HOUR_PX = 100;
const MINUTE_PX = HOUR_PX / 60;
const COLUMNS = "grid grid-cols-[3.5rem_repeat(7,minmax(0,1fr))]";

interface WeekGridProps {
  readonly layout: WeekLayout<AppointmentRow>;
  readonly zone: string;
  readonly today: string;
  readonly onOpen: (appointmentId: string) => void;
}

/** Monday to Sunday by the clock on the viewer's wall. */
export function WeekGrid({ layout, zone, today, onOpen }: WeekGridProps) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <div
        aria-hidden="true"
        className={cn(COLUMNS, "sticky top-12 z-10 rounded-t-lg border-line border-b bg-surface")}
      >
        <ZoneLabel days={layout.days} zone={zone} />
        {layout.days.map(({ day }) => (
          <DayHead key={day} day={day} isToday={day === today} />
        ))}
      </div>
      <div className={COLUMNS}>
        <HourAxis firstHour={layout.firstHour} lastHour={layout.lastHour} />
        {layout.days.map((day) => (
          <DayColumn
            key={day.day}
            {...day}
            firstHour={layout.firstHour}
            lastHour={layout.lastHour}
            zone={zone}
            isToday={day.day === today}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

/** "EST", or "EST EDT" in a week in which the clocks change. */
function ZoneLabel({
  days,
  zone,
}: Pick<WeekGridProps, "zone"> & Pick<WeekLayout<AppointmentRow>, "days">) {
  const first = days[0]?.day ?? "";
  const names = [startOfDay(first, zone), startOfDay(addToDay(first, 7), zone)].map((at) =>
    zoneAbbreviation(at, zone),
  );
  return (
    <span className="self-end px-1 pb-1.5 text-center text-[0.6875rem] text-muted leading-3">
      {[...new Set(names)].join(" ")}
    </span>
  );
}

function DayHead({ day, isToday }: { readonly day: string; readonly isToday: boolean }) {
  return (
    <div className="figure flex items-baseline justify-center gap-1.5 border-line border-l py-2 text-[0.8125rem]">
      <span className="text-muted">{formatDay(day, { weekday: "short" })}</span>
      <span
        className={cn("font-semibold", isToday && "rounded-full bg-accent px-1.5 text-accent-on")}
      >
        {Number(day.slice(-2))}
      </span>
    </div>
  );
}

type Hours = Pick<WeekLayout<AppointmentRow>, "firstHour" | "lastHour">;

function HourAxis({ firstHour, lastHour }: Hours) {
  return (
    <div aria-hidden="true" className="figure text-[0.6875rem] text-muted">
      {Array.from({ length: lastHour - firstHour }, (_, index) => firstHour + index).map((hour) => (
        <div key={hour} style={{ height: HOUR_PX }} className="px-1.5 pt-0.5 text-right">
          {nameHour(hour)}
        </div>
      ))}
    </div>
  );
}

interface DayColumnProps extends WeekDay<AppointmentRow>, Hours {
  readonly zone: string;
  readonly isToday: boolean;
  readonly onOpen: (appointmentId: string) => void;
}

function DayColumn({ day, blocks, firstHour, lastHour, zone, isToday, onOpen }: DayColumnProps) {
  const name = `${nameOfDay(day)}${isToday ? ", today" : ""}`;
  const count = blocks.length === 0 ? "no demos" : countDemos(blocks.length);
  return (
    <section
      aria-label={`${name}: ${count}`}
      className="relative border-line border-l"
      style={{
        height: (lastHour - firstHour) * HOUR_PX,
        backgroundImage: `repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px ${HOUR_PX}px)`,
      }}
    >
      {isToday ? <NowLine zone={zone} firstHour={firstHour} lastHour={lastHour} /> : null}
      {blocks.length > 0 ? (
        <ul className="absolute inset-0 mr-1">
          {blocks.map((block) => (
            <WeekBlock
              key={block.row.id}
              block={block}
              firstMinute={firstHour * 60}
              minutePx={MINUTE_PX}
              zone={zone}
              onOpen={onOpen}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Where in the day we are; nothing while that is outside the hours that are shown. */
function NowLine({ zone, firstHour, lastHour }: Hours & { readonly zone: string }) {
  const minute = minuteOfDay(useBusinessNow(), zone) - firstHour * 60;
  if (minute < 0 || minute > (lastHour - firstHour) * 60) return null;
  return (
    <div
      aria-hidden="true"
      style={{ top: minute * MINUTE_PX }}
      className="pointer-events-none absolute inset-x-0 z-[5] h-0.5 -translate-y-px bg-accent before:absolute before:-top-[3px] before:-left-1 before:size-2 before:rounded-full before:bg-accent"
    />
  );
}

/** "1 demo", "3 demos". */
function countDemos(count: number): string {
  return count === 1 ? "1 demo" : `${count} demos`;
}

function nameHour(hour: number): string {
  return new Intl.DateTimeFormat("en-US", { hour: "numeric", timeZone: "UTC" }).format(
    new Date(Date.UTC(2000, 0, 1, hour)),
  );
}
