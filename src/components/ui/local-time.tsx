"use client";

import { useViewerZone } from "@/components/live/use-viewer-zone";
import { cn } from "@/lib/utils/cn";
import {
  formatTime,
  isSameLocalTime,
  type TimeStyle,
  zoneAbbreviation,
} from "@/lib/utils/format-time";

interface LocalTimeProps {
  /** An instant, ISO 8601. */
  readonly value: string;
  /** The zone to show it in (the lead's, say); without it the viewer's. */
  readonly zone?: string | null | undefined;
  readonly format?: Exclude<TimeStyle, "full">;
  readonly className?: string;
}

/** A wall-clock time. The zone is named when it is not the viewer's; on hover the exact time in both. */
export function LocalTime({ value, zone, format = "short", className }: LocalTimeProps) {
  const viewerZone = useViewerZone();
  const at = new Date(value);
  const shownZone = zone ?? viewerZone ?? "UTC";
  const isMine = viewerZone !== undefined && isSameLocalTime(at, shownZone, viewerZone);
  // Before hydration nobody knows the viewer's zone: the space is kept, a wrong time is not shown.
  const isUnknown = !zone && !viewerZone;
  return (
    <time
      dateTime={value}
      title={exactTime(at, shownZone, isMine ? undefined : viewerZone)}
      className={cn("whitespace-nowrap", isUnknown && "invisible", className)}
    >
      {formatTime(at, shownZone, format)}
      {isMine || isUnknown ? null : (
        <span className="text-muted"> {zoneAbbreviation(at, shownZone)}</span>
      )}
    </time>
  );
}

function exactTime(at: Date, zone: string, viewerZone: string | undefined): string {
  const exact = formatTime(at, zone, "full");
  return viewerZone ? `${exact} (yours: ${formatTime(at, viewerZone, "full")})` : exact;
}
