"use client";

import { useViewerZone } from "@/components/live/use-viewer-zone";
import { LocalTime } from "@/components/ui/local-time";
import { isSameLocalTime } from "@/lib/utils/format-time";

interface BothTimesProps {
  /** An instant, ISO 8601. */
  readonly value: string;
  /** The lead's zone; unknown for some. */
  readonly zone: string | null;
}

/** "Tue, Mar 3, 10:00 AM CST (11:00 AM yours)": an instant on the lead's clock, and on the viewer's where that differs. */
export function BothTimes({ value, zone }: BothTimesProps) {
  const viewerZone = useViewerZone();
  const isOneTime = !zone || !viewerZone || isSameLocalTime(new Date(value), zone, viewerZone);
  if (isOneTime) return <LocalTime value={value} zone={zone} />;
  return (
    <>
      <LocalTime value={value} zone={zone} /> (
      <LocalTime value={value} format="time" /> yours)
    </>
  );
}
