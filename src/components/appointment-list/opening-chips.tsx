"use client";

import { RadioGroup } from "radix-ui";
import { formatTime, isSameLocalTime, zoneAbbreviation } from "@/lib/utils/format-time";

interface OpeningChipsProps {
  readonly label: string;
  readonly starts: readonly Date[];
  readonly value: Date | undefined;
  readonly onChange: (start: Date) => void;
  readonly zone: string;
  /** The attendee's zone; unknown for some. */
  readonly theirZone: string | null;
  /** With the day, where the times are of several. */
  readonly hasDay?: boolean;
}

/** Free times to choose one of: on my clock, and below on theirs where it differs. */
export function OpeningChips(props: OpeningChipsProps) {
  const { starts, value, zone, theirZone, hasDay } = props;
  return (
    <RadioGroup.Root
      aria-label={props.label}
      value={value?.toISOString() ?? ""}
      onValueChange={(iso) => props.onChange(new Date(iso))}
      className={
        hasDay
          ? "grid grid-cols-1 gap-1.5 sm:grid-cols-2"
          : "grid grid-cols-3 gap-1.5 sm:grid-cols-5"
      }
    >
      {starts.map((start) => (
        <RadioGroup.Item
          key={start.toISOString()}
          value={start.toISOString()}
          className="figure flex min-h-9 flex-col items-center justify-center rounded-md border border-line bg-surface px-2 py-1 text-[0.8125rem] leading-4 hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent-text pointer-coarse:min-h-11"
        >
          <span className="font-medium">{formatTime(start, zone, hasDay ? "short" : "time")}</span>
          {theirZone && !isSameLocalTime(start, zone, theirZone) ? (
            <span className="text-muted text-xs">
              {formatTime(start, theirZone, "time")} {zoneAbbreviation(start, theirZone)}
            </span>
          ) : null}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
