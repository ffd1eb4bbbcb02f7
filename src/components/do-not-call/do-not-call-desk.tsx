"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { PhoneOff, SearchX } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useCallback, useRef, useState } from "react";
import { Pagination } from "@/components/lead-table/pagination";
import { useSearchKey } from "@/components/lead-table/use-search-key";
import { useLive } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SearchBox } from "@/components/ui/search-box";
import { SkeletonRows } from "@/components/ui/skeleton";
import { askService } from "@/lib/browser-db";
import { userMessageOf } from "@/lib/errors";
import type { Suppression } from "@/lib/services/suppressions";
import { ChannelFilter } from "./channel-filter";
import { suppressionFilterParsers, suppressionKeys, toSuppressionQuery } from "./do-not-call-keys";
import { RemoveSuppression } from "./remove-suppression";
import { SuppressionTable } from "./suppression-table";

const loadSuppressions = () => import("@/lib/services/suppressions");

interface DoNotCallDeskProps {
  readonly teamId: string;
  readonly isAdmin: boolean;
  /** E-mail addresses of the team's people, by user. */
  readonly people: Readonly<Record<string, string>>;
}

/** The team's do-not-call list: filter, search, remove; live. */
export function DoNotCallDesk({ teamId, isAdmin, people }: DoNotCallDeskProps) {
  const [filters, setFilters] = useQueryStates(suppressionFilterParsers);
  const query = toSuppressionQuery(teamId, filters);
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: suppressionKeys.all }),
    [client],
  );
  useLive(["suppressions"], refresh);
  const page = useQuery({
    queryKey: suppressionKeys.page(query),
    queryFn: () =>
      askService(loadSuppressions, ({ listSuppressions }, db) => listSuppressions({ db }, query)),
    placeholderData: keepPreviousData,
  });
  const searchRef = useRef<HTMLInputElement>(null);
  useSearchKey(searchRef);
  const [removing, setRemoving] = useState<{ readonly entry: Suppression; isOpen: boolean }>();
  const isFiltered = filters.channel !== null || filters.q !== "";
  const { data } = page;
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <ChannelFilter
          value={filters.channel}
          onChange={(channel) => void setFilters({ channel, page: 1 })}
        />
        <SearchBox
          noun="the do-not-call list"
          placeholder="Phone number or e-mail"
          value={filters.q}
          onChange={(q) => void setFilters({ q, page: 1 })}
          inputRef={searchRef}
        />
      </div>
      {page.isError && !data ? (
        <ErrorState
          title="The do-not-call list could not be loaded"
          message={userMessageOf(page.error)}
          onRetry={() => void page.refetch()}
          isRetrying={page.isFetching}
        />
      ) : !data ? (
        <SkeletonRows rows={10} label="Loading the do-not-call list" />
      ) : data.rows.length > 0 ? (
        <SuppressionTable
          rows={data.rows}
          people={people}
          isStale={page.isPlaceholderData}
          onRemove={isAdmin ? (entry) => setRemoving({ entry, isOpen: true }) : undefined}
        />
      ) : isFiltered || data.total > 0 ? (
        <NothingFound onClear={() => void setFilters({ channel: null, q: null, page: null })} />
      ) : (
        <FirstUse />
      )}
      {data && data.total > 0 ? (
        <Pagination
          page={query.page}
          pageSize={query.pageSize}
          total={data.total}
          noun="entries"
          onPage={(next) => void setFilters({ page: next })}
        />
      ) : null}
      {removing ? (
        <RemoveSuppression
          {...removing}
          onClose={() => setRemoving({ ...removing, isOpen: false })}
          onRemoved={refresh}
        />
      ) : null}
    </div>
  );
}

function FirstUse() {
  return (
    <EmptyState icon={PhoneOff} title="Nobody is on the list yet">
      Numbers and e-mail addresses here are never contacted. Opt-outs from calls and mails come in
      by themselves. Bring a list that you keep elsewhere before you switch the automation on.
    </EmptyState>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No entry matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Nothing on the list passes this channel, search and page.
    </EmptyState>
  );
}
