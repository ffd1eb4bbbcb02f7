"use client";

import { useViewerZone } from "@/components/live/use-viewer-zone";
import { LocalTime } from "@/components/ui/local-time";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { isSameLocalTime, zoneAbbreviation } from "@/lib/utils/format-time";
import { localDate } from "@/lib/utils/slots";

interface TheirTimeProps {
  /** An instant, ISO 8601. */
  readonly value: string;
  /** The attendee's zone; unknown for some. */
  readonly zone: string | null;
}

/** An instant on the attendee's clock; said in words also when it is the same as mine, so that nobody has to wonder. */
export function TheirTime({ value, zone }: TheirTimeProps) {
  const viewerZone = useViewerZone();
  const at = new Date(value);
  if (zone === null) return "Their time zone is unknown";
  if (viewerZone && isSameLocalTime(at, viewerZone, zone)) return "Same time for them";
  const isSameDay = viewerZone !== undefined && localDate(at, zone) === localDate(at, viewerZone);
  return (
    <>
      <LocalTime value={value} zone={zone} format={isSameDay ? "time" : "short"} /> for them
    </>
  );
}

interface SpanProps {
  readonly row: AppointmentRow;
  /** With the day, where nothing around it says which. */
  readonly hasDay?: boolean;
}

/** "10:00 AM – 10:30 AM EST" on the viewer's clock. */
export function AppointmentSpan({ row, hasDay }: SpanProps) {
  const viewerZone = useViewerZone();
  return (
    <>
      <LocalTime value={row.startTime} format={hasDay ? "short" : "time"} />
      {" – "}
      <LocalTime value={row.endTime} format="time" />
      {viewerZone ? (
        <span className="font-normal text-muted">
          {" "}
          {zoneAbbreviation(new Date(row.startTime), viewerZone)}
        </span>
      ) : null}
    </>
  );
}

/** Where a demo was before, and where it went. */
export function Moves({ row }: { readonly row: AppointmentRow }) {
  return (
    <>
      {row.movedFrom ? (
        <p className="text-muted">
          Moved from <LocalTime value={row.movedFrom} />
        </p>
      ) : null}
      {row.movedTo ? (
        <p className="text-muted">
          Moved to <LocalTime value={row.movedTo} />
        </p>
      ) : null}
    </>
  );
}

/** What has become of a demo since it was booked, and why. */
export function Changes({ row }: { readonly row: AppointmentRow }) {
  return (
    <>
      <Moves row={row} />
      {row.cancellationReason ? (
        <p className="text-muted">Reason: {row.cancellationReason}</p>
      ) : null}
    </>
  );
}
