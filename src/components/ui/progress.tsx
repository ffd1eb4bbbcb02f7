"use client";

import { Progress as RadixProgress } from "radix-ui";
import { cn } from "@/lib/utils/cn";

interface ProgressProps {
  /** What makes progress, for assistive technology. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly className?: string;
}

/** Real progress: `value` of `max`. */
export function Progress({ label, value, max, className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <RadixProgress.Root
      aria-label={label}
      value={Math.min(value, Math.max(max, 1))}
      max={Math.max(max, 1)}
      className={cn("h-1.5 overflow-hidden rounded-full bg-hover", className)}
    >
      <RadixProgress.Indicator
        className="h-full origin-left rounded-full bg-accent transition-transform duration-200"
        style={{ transform: `scaleX(${share})` }}
      />
    </RadixProgress.Root>
  );
}
