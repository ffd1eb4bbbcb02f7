"use client";

import { SUPPRESSION_CHANNELS, type SuppressionChannel } from "@/lib/services/suppressions";
import { cn } from "@/lib/utils/cn";

interface ChannelFilterProps {
  readonly value: SuppressionChannel | null;
  readonly onChange: (channel: SuppressionChannel | null) => void;
}

const NAMES: Readonly<Record<SuppressionChannel, string>> = {
  phone: "Phone numbers",
  email: "E-mail addresses",
};

export function ChannelFilter({ value, onChange }: ChannelFilterProps) {
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">Filter by channel</legend>
      {[null, ...SUPPRESSION_CHANNELS].map((option) => (
        <button
          key={option ?? "all"}
          type="button"
          aria-pressed={value === option}
          onClick={() => onChange(option)}
          className={cn(
            "touch-target flex h-7 shrink-0 items-center rounded-md px-2 font-medium text-[0.8125rem] text-muted hover:bg-hover",
            "aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
          )}
        >
          {option ? NAMES[option] : "All"}
        </button>
      ))}
    </fieldset>
  );
}
