"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { type LeadFilters, leadFilterParsers, toLeadQuery } from "./lead-filters";

/** The filters in the address, the query that they mean, and how to change them. */
export function useLeadFilters(teamId: string) {
  const [filters, setFilters] = useQueryStates(leadFilterParsers);
  const query = useMemo(() => toLeadQuery(teamId, filters), [teamId, filters]);
  const change = useCallback(
    (changes: Partial<LeadFilters>) => void setFilters(changes),
    [setFilters],
  );
  const clear = useCallback(
    () => void setFilters({ status: null, q: null, page: null }),
    [setFilters],
  );
  return { filters, query, change, clear };
}
