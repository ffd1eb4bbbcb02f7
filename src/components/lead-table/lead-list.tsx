"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import type { LeadPage } from "@/lib/services/leads/list";
import { FirstLeads, NoLeadsFound } from "./empty-leads";
import { LeadGrid } from "./lead-grid";

interface LeadListProps {
  readonly page: UseQueryResult<LeadPage>;
  readonly teamId: string;
  readonly filters: LeadFilters;
  readonly onClearFilters: () => void;
  readonly grid: Omit<ComponentProps<typeof LeadGrid>, "rows" | "isStale">;
}

/** The rows of the page, or why there are none. */
export function LeadList({ page, filters, onClearFilters, grid }: LeadListProps) {
  const rows = page.data?.rows;
  if (page.isError && !rows) {
    return (
      <ErrorState
        title="The leads could not be loaded"
        message={userMessageOf(page.error)}
        onRetry={() => void page.refetch()}
        isRetrying={page.isFetching}
      />
    );
  }
  if (!rows) return <SkeletonRows rows={12} label="Loading leads" />;
  if (rows.length > 0) {
    return <LeadGrid {...grid} rows={rows} isStale={page.isPlaceholderData} />;
  }
  return Object.keys(filters).length > 0 ? (
    <NoLeadsFound onClear={onClearFilters} />
  ) : (
    <FirstLeads canEdit={grid.canEdit} />
  );
}
