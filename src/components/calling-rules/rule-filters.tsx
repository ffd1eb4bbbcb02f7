"use client";

import { ChoiceFilter } from "@/components/ui/choice-filter";
import type { CallingRule } from "@/lib/services/calling-rules";
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
    <ChoiceFilter
      legend="Filter the states"
      options={RULE_FILTERS}
      value={value}
      onChange={onChange}
      nameOf={(option) => (option ? NAMES[option] : "All states")}
      countOf={(option) => String(rules.filter((rule) => passes(rule, "", option)).length)}
    />
  );
}
