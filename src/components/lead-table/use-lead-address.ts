"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import type { LeadCursor, LeadFilters, PageSize, SortKey } from "@/lib/services/leads/lead-query";
import { leadFilterParsers, toAddress, toLeadQuery } from "./lead-filters";

/** What the address of the page asks for, and how to change it. Whatever changes but the page begins at its start. */
export function useLeadAddress(teamId: string, pageSize: PageSize) {
  const [address, setAddress] = useQueryStates(leadFilterParsers);
  const query = useMemo(() => toLeadQuery(teamId, address, pageSize), [teamId, address, pageSize]);
  const setFilters = useCallback(
    (filters: LeadFilters) => void setAddress({ ...toAddress(filters), ...START }),
    [setAddress],
  );
  const setSort = useCallback(
    (sort: readonly SortKey[]) =>
      void setAddress({ sort: sort.length > 0 ? [...sort] : null, ...START }),
    [setAddress],
  );
  const setCursor = useCallback(
    (cursor: LeadCursor | null) =>
      void setAddress({ ...START, ...(cursor ? { [cursor.side]: cursor.leadId } : {}) }),
    [setAddress],
  );
  const applyView = useCallback(
    (view: { readonly filters: LeadFilters; readonly sort: readonly SortKey[] }) =>
      void setAddress({
        ...toAddress(view.filters),
        sort: view.sort.length > 0 ? [...view.sort] : null,
        ...START,
      }),
    [setAddress],
  );
  return { query, sort: address.sort, setFilters, setSort, setCursor, applyView };
}

const START = { after: null, before: null } as const;
