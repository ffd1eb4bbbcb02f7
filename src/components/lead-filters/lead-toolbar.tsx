"use client";

import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useUnfinishedActions } from "@/components/lead-bulk/use-unfinished-actions";
import { overviewKey } from "@/components/lead-table/lead-keys";
import type { LeadLayout } from "@/components/lead-table/lead-layout";
import { type AppliedView, ViewPicker } from "@/components/lead-views/view-picker";
import { useClockSettings } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { SearchBox } from "@/components/ui/search-box";
import { askService } from "@/lib/browser-db";
import type { LeadFilters, SortKey } from "@/lib/services/leads/lead-query";
import { createClock } from "@/lib/utils/clock";
import { FilterChips, LazyFilterMenu, loadFilterMenu } from "./filter-chips";
import { MoreButton } from "./more-button";
import { StatusTabs } from "./status-tabs";
import { useToolbarKeys } from "./use-toolbar-keys";

interface LeadToolbarProps {
  readonly teamId: string;
  readonly filters: LeadFilters;
  readonly sort: readonly SortKey[];
  readonly onChange: (filters: LeadFilters) => void;
  readonly layout: LeadLayout;
  readonly onApplyView: (view: AppliedView) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly canEdit: boolean;
}

/** What the list is narrowed to: view, status, search and filters. All of it ends in the address of the page. */
export function LeadToolbar(props: LeadToolbarProps) {
  const { teamId, filters, sort, layout, canEdit, onChange } = props;
  const filterRef = useRef<HTMLButtonElement>(null);
  const viewRef = useRef<HTMLButtonElement>(null);
  const overview = useOverview(teamId);
  useToolbarKeys({ filterRef, viewRef });
  useUnfinishedActions(teamId, canEdit);
  const shown = { filters, sort, layout };
  const search = (text: string) => {
    const { search: _, ...others } = filters;
    onChange(text === "" ? others : { ...others, search: text });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <StatusTabs filters={filters} onChange={onChange} overview={overview.data} />
        <SearchBox
          noun="leads"
          placeholder="Company, contact, phone, e-mail"
          value={filters.search ?? ""}
          onChange={search}
          inputRef={props.searchRef}
        />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <ViewPicker
          teamId={teamId}
          shown={shown}
          canEdit={canEdit}
          triggerRef={viewRef}
          onApply={props.onApplyView}
        />
        <LazyMenu
          trigger={
            <Button ref={filterRef} size="sm" title="Filter (f)">
              <ListFilter aria-hidden="true" /> Filter
            </Button>
          }
          load={loadFilterMenu}
          menu={(trigger) => (
            <LazyFilterMenu
              trigger={trigger}
              teamId={teamId}
              filters={filters}
              onChange={onChange}
            />
          )}
        />
        <FilterChips teamId={teamId} filters={filters} onChange={onChange} />
        <span className="grow" />
        <MoreButton teamId={teamId} shown={shown} canEdit={canEdit} />
      </div>
    </div>
  );
}

/** The figures behind the tabs; the server has seeded them. */
function useOverview(teamId: string) {
  const clock = useClockSettings();
  return useQuery({
    queryKey: overviewKey(teamId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/automation/overview"),
        ({ getAutomationOverview }, db) =>
          getAutomationOverview({ db, now: createClock(clock).now }, { teamId }),
      ),
  });
}
