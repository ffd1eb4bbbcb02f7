"use client";

import { useRealNow } from "@/components/live/clock-context";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { formatRelative, formatTime } from "@/lib/utils/format-time";

/** "3 min. ago" by real time: the database stamps changes with its own clock, not with the business clock. */
export function ChangedAt({ value }: { readonly value: string }) {
  const now = useRealNow();
  const zone = useViewerZone() ?? "UTC";
  const at = new Date(value);
  return (
    <time
      dateTime={value}
      title={formatTime(at, zone, "full")}
      className="whitespace-nowrap text-muted"
    >
      {formatRelative(at, now) ?? formatTime(at, zone, "short")}
    </time>
  );
}
