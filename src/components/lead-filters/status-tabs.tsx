"use client";

import { LEAD_STATUS_LOOK, type LeadStatus } from "@/components/ui/badge";
import { ChoiceFilter } from "@/components/ui/choice-filter";
import type { AutomationOverview } from "@/lib/services/automation/overview";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import { withValues } from "./filter-values";

const TABS = ["pending", "calling", "scheduled", "no_answer", "not_interested", "review"] as const;

type Tab = (typeof TABS)[number];

interface StatusTabsProps {
  readonly filters: LeadFilters;
  readonly onChange: (filters: LeadFilters) => void;
  readonly overview: AutomationOverview | undefined;
}

/** All, one status, or what waits for a person; each with the number of the team's leads behind it. */
export function StatusTabs({ filters, onChange, overview }: StatusTabsProps) {
  return (
    <ChoiceFilter
      legend="Filter by status"
      options={TABS}
      value={tabOf(filters)}
      onChange={(tab) => onChange(withTab(filters, tab))}
      nameOf={nameOf}
      countOf={(tab) => (overview ? numberFormat.format(countTab(tab, overview)) : "")}
    />
  );
}

const numberFormat = new Intl.NumberFormat("en-US");

/** Several statuses, or one that also waits for a person, are no tab: their filters show it. */
function tabOf({ status, review }: LeadFilters): Tab | null {
  if (review) return status ? null : "review";
  return status?.length === 1 ? (status[0] ?? null) : null;
}

function withTab(filters: LeadFilters, tab: Tab | null): LeadFilters {
  const { review: _, ...others } = filters;
  return tab === "review"
    ? { ...withValues(others, "status", []), review: true }
    : withValues(others, "status", tab ? [tab] : []);
}

function nameOf(tab: Tab | null): string {
  if (tab === null) return "All";
  return tab === "review" ? "Needs review" : LEAD_STATUS_LOOK[tab].label;
}

/** How many leads a tab shows, before any other filter. */
export function countTab(tab: LeadStatus | "review" | null, overview: AutomationOverview): number {
  if (tab === "review") return overview.inReviewCount;
  if (tab) return overview.leadsByStatus[tab];
  return Object.values(overview.leadsByStatus).reduce((sum, count) => sum + count, 0);
}
