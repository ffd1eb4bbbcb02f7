"use client";

import { useBusinessNow } from "@/components/live/clock-context";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { formatRelative, formatTime } from "@/lib/utils/format-time";

interface RelativeTimeProps {
  /** An instant, ISO 8601. */
  readonly value: string;
  readonly className?: string;
}

/** "3 min. ago" by the business clock; the exact time on hover. From a week on it shows the date. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const now = useBusinessNow();
  const zone = useViewerZone() ?? "UTC";
  const at = new Date(value);
  return (
    <time
      dateTime={value}
      title={formatTime(at, zone, "full")}
      className={className ?? "whitespace-nowrap"}
    >
      {formatRelative(at, now) ?? formatTime(at, zone, "short")}
    </time>
  );
}
