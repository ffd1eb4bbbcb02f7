"use client";

import type { CallingRule } from "@/lib/services/calling-rules";
import { cn } from "@/lib/utils/cn";
import { RULE_FILTERS, type RuleFilter } from "./rule-keys";
import { passes } from "./rule-words";

interface RuleFiltersProps {
  readonly value: RuleFilter | null;
  readonly rules: readonly CallingRule[];
  readonly onChange: (only: RuleFilter | null) => void;
}

const NAMES: Readonly<Record<RuleFilter, string>> = {
  leads: "With leads",
  changed: "Changed",
  registration: "Needs registration",
};

/** All states or some of them, each choice with the number of states behind it. */
export function RuleFilters({ value, rules, onChange }: RuleFiltersProps) {
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">Filter the states</legend>
      {[null, ...RULE_FILTERS].map((option) => (
        <button
          key={option ?? "all"}
          type="button"
          aria-pressed={value === option}
          onClick={() => onChange(option)}
          className={cn(
            "touch-target flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 font-medium text-[0.8125rem] text-muted hover:bg-hover",
            "aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
          )}
        >
          {option ? NAMES[option] : "All states"}
          <span className="figure min-w-4 text-xs">
            {rules.filter((rule) => passes(rule, "", option)).length}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
