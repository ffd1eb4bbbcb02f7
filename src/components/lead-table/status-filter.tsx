"use client";

import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import type { AutomationOverview } from "@/lib/services/automation/overview";
import { LEAD_STATUS_FILTERS, type LeadStatusFilter } from "@/lib/services/leads/list";
import { cn } from "@/lib/utils/cn";

interface StatusFilterProps {
  readonly value: LeadStatusFilter | null;
  readonly onChange: (status: LeadStatusFilter | null) => void;
  readonly overview: AutomationOverview | undefined;
}

/** All, one status, or what waits for a person; each with the number of leads behind it. */
export function StatusFilter({ value, onChange, overview }: StatusFilterProps) {
  const options = [null, ...LEAD_STATUS_FILTERS];
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">Filter by status</legend>
      {options.map((option) => (
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
          {nameOf(option)}
          <span className="figure min-w-4 text-xs">
            {overview ? countOf(option, overview) : ""}
          </span>
        </button>
      ))}
    </fieldset>
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
