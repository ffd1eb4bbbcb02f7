"use client";

import { ChoiceFilter } from "@/components/ui/choice-filter";
import { SUPPRESSION_CHANNELS, type SuppressionChannel } from "@/lib/services/suppressions";

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
    <ChoiceFilter
      legend="Filter by channel"
      options={SUPPRESSION_CHANNELS}
      value={value}
      onChange={onChange}
      nameOf={(option) => (option ? NAMES[option] : "All")}
    />
  );
}
