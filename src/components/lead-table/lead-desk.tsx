"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCallNow } from "@/components/call-now/use-call-now";
import { LeadToolbar } from "@/components/lead-filters/lead-toolbar";
import { toast } from "@/components/ui/toast";
import type { LeadCursor } from "@/lib/services/leads/lead-query";
import type { LeadRow } from "@/lib/services/leads/list";
import { ColumnsMenu } from "./columns-menu";
import { toTsv } from "./copy-leads";
import { isEditable } from "./editable-fields";
import { LeadDrawerLayer } from "./lead-drawer-layer";
import type { EditedCell } from "./lead-grid";
import type { LeadColumnId, LeadLayout } from "./lead-layout";
import { LeadList } from "./lead-list";
import {
  allOf,
  isSelected,
  rangeOf,
  type Selected,
  withLeads,
  withToggled,
} from "./lead-selection";
import { PageTurner } from "./page-turner";
import { useLeadActions } from "./use-lead-actions";
import { useLeadAddress } from "./use-lead-address";
import { useLeadDrawer } from "./use-lead-drawer";
import { useLeadKeyboard } from "./use-lead-keyboard";
import { useLeadLayout } from "./use-lead-layout";
import { useLeadCount, useLeadPage, usePrefetchPage, useRefreshLeads } from "./use-leads";
import { useLiveRows } from "./use-live-rows";
import { WaitingChanges } from "./waiting-changes";

/** Comes with the first selection. */
const BulkBar = dynamic(
  () => import("@/components/lead-bulk/bulk-bar").then((module) => module.BulkBar),
  { ssr: false },
);

interface LeadDeskProps {
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly maxAttempts: number;
  readonly layout: LeadLayout;
}

/** The team's list of leads: narrow, order, select, open, change; live, by mouse and by keyboard. */
export function LeadDesk(props: LeadDeskProps) {
  const { teamId, canEdit } = props;
  const [layout, setLayout] = useLeadLayout(props.layout);
  const address = useLeadAddress(teamId, layout.pageSize);
  const { query } = address;
  const page = useLeadPage(query);
  const rows = page.data?.rows;
  const count = useLeadCount(teamId, query.filters);
  const live = useLiveRows(query, rows);
  const prefetch = usePrefetchPage();
  const refresh = useRefreshLeads();
  const drawer = useLeadDrawer();
  const callNow = useCallNow();
  const { actions, layer } = useLeadActions(drawer.open, callNow.ask);
  const [editing, setEditing] = useState<EditedCell>();
  const choice = useSelection(rows);
  const gridRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);

  const turn = (cursor: LeadCursor | null) => {
    address.setCursor(cursor);
    gridRef.current?.querySelector("section")?.scrollTo({ top: 0 });
  };
  useLeadKeyboard({
    gridRef,
    searchRef,
    actions: {
      open: drawer.open,
      toggle: (leadId, isRange) => canEdit && choice.select(leadId, isRange),
      selectPage: () => canEdit && choice.selectPage(true),
      edit: (leadId, column = "company_name") => {
        if (canEdit && isEditable(column as LeadColumnId)) {
          setEditing({ leadId, column: column as LeadColumnId });
        }
      },
      copy: (leadId) => void copyLeads(chosenRows(rows, choice.selection, leadId)),
      turnPage: (side) => {
        const last = side === "after" ? rows?.at(-1) : rows?.[0];
        const canTurn = side === "after" ? page.data?.hasNext : page.data?.hasPrevious;
        if (last && canTurn) turn({ side, leadId: last.id });
      },
      showChanges: live.showAll,
    },
  });
  const shownColumns = layout.columns.flatMap(({ id, isHidden }) => (isHidden ? [] : [id]));
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <LeadToolbar
        teamId={teamId}
        filters={query.filters}
        sort={address.sort ?? []}
        onChange={address.setFilters}
        layout={layout}
        onApplyView={(view) => {
          address.applyView(view);
          if (view.layout) setLayout(view.layout);
        }}
        searchRef={searchRef}
        canEdit={canEdit}
      />
      <div className="flex items-center justify-between gap-2">
        <WaitingChanges
          count={live.waitingCount}
          hasImported={live.hasImported}
          onShow={live.showAll}
        />
        <div className="flex items-center gap-2">
          {page.data && page.data.rows.length > 0 ? (
            <PageTurner
              page={page.data}
              count={count.data}
              isFirst={query.cursor === null}
              onTurn={turn}
              onReach={(cursor) => prefetch({ ...query, cursor })}
            />
          ) : null}
          <ColumnsMenu layout={layout} onLayout={setLayout} />
        </div>
      </div>
      <div ref={gridRef} className="min-h-0">
        <LeadList
          page={page}
          teamId={teamId}
          filters={query.filters}
          onClearFilters={() => address.setFilters({})}
          grid={{
            layout,
            onLayout: setLayout,
            sort: query.sort,
            onSort: address.setSort,
            selection: choice.selection,
            onSelect: choice.select,
            onSelectPage: choice.selectPage,
            openLeadId: drawer.leadId,
            actions,
            canEdit,
            maxAttempts: props.maxAttempts,
            editing,
            onEdit: setEditing,
            goneIds: live.goneIds,
          }}
        />
      </div>
      {choice.selection ? (
        <BulkBar
          teamId={teamId}
          selection={choice.selection}
          count={count.data}
          isAllOfPage={choice.isAllOfPage}
          elsewhereCount={choice.elsewhereCount}
          sort={query.sort}
          columns={shownColumns}
          onSelectAll={() => choice.set(allOf(query.filters))}
          onClear={() => choice.set(null)}
          onDone={refresh}
          canEdit={canEdit}
        />
      ) : null}
      <LeadDrawerLayer
        drawer={drawer}
        rows={rows}
        canEdit={canEdit}
        actions={actions}
        onChanged={refresh}
      />
      {layer}
      {callNow.layer}
    </div>
  );
}

/** The selection and how rows of this page change it. */
function useSelection(rows: readonly LeadRow[] | undefined) {
  const [selection, set] = useState<Selected>(null);
  const lastId = useRef<string>(undefined);
  const ids = useRef<readonly string[]>([]);
  const shownIds = rows?.map(({ id }) => id) ?? [];
  useEffect(() => {
    ids.current = shownIds;
  });
  const select = useCallback((leadId: string, isRange: boolean) => {
    const from = lastId.current;
    lastId.current = leadId;
    set((before) =>
      isRange && from
        ? withLeads(before, rangeOf(ids.current, from, leadId), true)
        : withToggled(before, leadId),
    );
  }, []);
  const selectPage = useCallback(
    (isChosen: boolean) => set((before) => withLeads(before, ids.current, isChosen)),
    [],
  );
  const onPage = shownIds.filter((id) => isSelected(selection, id)).length;
  return {
    selection,
    set,
    select,
    selectPage,
    isAllOfPage: onPage > 0 && onPage === shownIds.length,
    elsewhereCount: selection?.kind === "ids" ? selection.leadIds.length - onPage : 0,
  };
}

/** The chosen rows of the page; the current one when none is chosen. */
function chosenRows(
  rows: readonly LeadRow[] | undefined,
  selection: Selected,
  leadId: string,
): readonly LeadRow[] {
  const chosen = rows?.filter((row) => isSelected(selection, row.id)) ?? [];
  return chosen.length > 0 ? chosen : (rows?.filter((row) => row.id === leadId) ?? []);
}

async function copyLeads(leads: readonly LeadRow[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(toTsv(leads));
    toast.success(leads.length === 1 ? "Lead copied" : `${leads.length} leads copied`);
  } catch {
    toast.error("The browser did not let this page copy. Select the text and copy it.");
  }
}
