"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { type CallFilters, callFilterParsers, toCallQuery } from "./call-filters";

/** The filters in the address, the query that they mean, and how to change them. */
export function useCallFilters(teamId: string, timeZone: string) {
  const [filters, setFilters] = useQueryStates(callFilterParsers);
  const query = useMemo(
    () => toCallQuery({ teamId, timeZone }, filters),
    [teamId, timeZone, filters],
  );
  const change = useCallback(
    (changes: Partial<CallFilters>) => void setFilters({ ...changes, page: changes.page ?? 1 }),
    [setFilters],
  );
  const clear = useCallback(() => void setFilters(null), [setFilters]);
  const isFiltered = Boolean(
    filters.outcome || filters.q || filters.from || filters.to || filters.page > 1,
  );
  return { filters, query, change, clear, isFiltered };
}
