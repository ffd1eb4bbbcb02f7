"use client";

import { useViewerZone } from "@/components/live/use-viewer-zone";
import { cn } from "@/lib/utils/cn";
import { formatTime } from "@/lib/utils/format-time";

interface CallTimeProps {
  /** An instant, ISO 8601. */
  readonly value: string;
  /** The called party's zone; unknown for some. */
  readonly zone: string | null;
}

/** When a call was made, on the viewer's clock; on hover exactly, and on the called party's clock. */
export function CallTime({ value, zone }: CallTimeProps) {
  const viewerZone = useViewerZone();
  const at = new Date(value);
  const mine = viewerZone ?? "UTC";
  const theirs = zone ? `\nTheirs: ${formatTime(at, zone, "full")}` : "";
  return (
    <time
      dateTime={value}
      title={`${formatTime(at, mine, "full")}${theirs}`}
      className={cn("figure whitespace-nowrap", !viewerZone && "invisible")}
    >
      {formatTime(at, mine, "short")}
    </time>
  );
}
