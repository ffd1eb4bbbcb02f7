"use client";

import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import { ChoiceFilter } from "@/components/ui/choice-filter";
import type { AutomationOverview } from "@/lib/services/automation/overview";
import { LEAD_STATUS_FILTERS, type LeadStatusFilter } from "@/lib/services/leads/list";

interface StatusFilterProps {
  readonly value: LeadStatusFilter | null;
  readonly onChange: (status: LeadStatusFilter | null) => void;
  readonly overview: AutomationOverview | undefined;
}

/** All, one status, or what waits for a person; each with the number of leads behind it. */
export function StatusFilter({ value, onChange, overview }: StatusFilterProps) {
  return (
    <ChoiceFilter
      legend="Filter by status"
      options={LEAD_STATUS_FILTERS}
      value={value}
      onChange={onChange}
      nameOf={nameOf}
      countOf={(option) => (overview ? countOf(option, overview) : "")}
    />
  );
}

function nameOf(option: LeadStatusFilter | null): string {
  if (option === null) return "All";
  return option === "review" ? "Needs review" : LEAD_STATUS_LOOK[option].label;
}

function countOf(option: LeadStatusFilter | null, overview: AutomationOverview): string {
  return numberFormat.format(countLeads(option, overview));
}

const numberFormat = new Intl.NumberFormat("en-US");

/** How many leads a filter shows, before any search. */
export function countLeads(option: LeadStatusFilter | null, overview: AutomationOverview): number {
  if (option === "review") return overview.inReviewCount;
  if (option) return overview.leadsByStatus[option];
  return Object.values(overview.leadsByStatus).reduce((sum, count) => sum + count, 0);
}
