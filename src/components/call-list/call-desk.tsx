"use client";

import { useRef } from "react";
import { Pagination } from "@/components/lead-table/pagination";
import { useAutomationOverview } from "@/components/lead-table/use-leads";
import { useLive } from "@/components/live/live-provider";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import { CallFigures } from "./call-figures";
import { CallFilterBar } from "./call-filter-bar";
import { CallGrid } from "./call-grid";
import { FirstCalls, NoCallsFound } from "./empty-calls";
import { LiveCalls } from "./live-calls";
import { useCallFilters } from "./use-call-filters";
import { useCallKeyboard } from "./use-call-keyboard";
import { useCallPage, useLiveCalls, useRefreshCalls } from "./use-calls";

interface CallDeskProps {
  readonly teamId: string;
  /** The team's zone, in which the days of the filter are meant, and what people call it. */
  readonly timeZone: string;
  readonly zoneName: string;
  readonly maxAttempts: number;
}

/** The team's calls: those that are going on, then the finished ones; live. */
export function CallDesk({ teamId, timeZone, zoneName, maxAttempts }: CallDeskProps) {
  const { filters, query, change, clear, isFiltered } = useCallFilters(teamId, timeZone);
  const page = useCallPage(query);
  const live = useLiveCalls(teamId);
  const overview = useAutomationOverview(teamId);
  useLive(["calls"], useRefreshCalls());
  const gridRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  useCallKeyboard({ gridRef, searchRef });
  const rows = page.data?.rows;
  return (
    <div className="flex flex-col gap-5">
      <CallFigures overview={overview.data} liveCount={live.data?.length} />
      {live.isError && !live.data ? (
        <ErrorState
          title="The calls that are going on could not be loaded"
          message={userMessageOf(live.error)}
          onRetry={() => void live.refetch()}
        />
      ) : live.data ? (
        <LiveCalls calls={live.data} />
      ) : (
        <SkeletonRows rows={3} label="Loading the calls that are going on" />
      )}
      <CallFilterBar
        filters={filters}
        zoneName={zoneName}
        onChange={change}
        searchRef={searchRef}
      />
      <div ref={gridRef}>
        {page.isError && !rows ? (
          <ErrorState
            title="The calls could not be loaded"
            message={userMessageOf(page.error)}
            onRetry={() => void page.refetch()}
            isRetrying={page.isFetching}
          />
        ) : !rows ? (
          <SkeletonRows rows={12} label="Loading calls" />
        ) : rows.length > 0 ? (
          <CallGrid rows={rows} maxAttempts={maxAttempts} isStale={page.isPlaceholderData} />
        ) : isFiltered ? (
          <NoCallsFound onClear={clear} />
        ) : (
          <FirstCalls />
        )}
        {page.data && page.data.total > 0 ? (
          <Pagination
            page={query.page}
            pageSize={query.pageSize}
            total={page.data.total}
            noun="calls"
            onPage={(next) => change({ page: next })}
          />
        ) : null}
      </div>
    </div>
  );
}
