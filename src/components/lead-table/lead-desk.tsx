"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { useCallback, useRef, useState } from "react";
import { LeadSheet } from "@/components/lead-form/lead-sheet";
import { useLive } from "@/components/live/live-provider";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { LeadRow } from "@/lib/services/leads/list";
import { type DeletableLead, DeleteLeads } from "./delete-leads";
import { FirstLeads, NoLeadsFound } from "./empty-leads";
import { LeadGrid } from "./lead-grid";
import { type LeadQuestion, LeadQuestions } from "./lead-questions";
import { LeadDrawerMenu } from "./lead-row-menu";
import { Pagination } from "./pagination";
import { SearchBox } from "./search-box";
import { SelectionBar } from "./selection-bar";
import { countLeads, StatusFilter } from "./status-filter";
import { useLeadActions } from "./use-lead-actions";
import { useLeadDrawer } from "./use-lead-drawer";
import { useLeadFilters } from "./use-lead-filters";
import { useLeadKeyboard } from "./use-lead-keyboard";
import { useAutomationOverview, useLeadPage, useRefreshLeads } from "./use-leads";

interface LeadDeskProps {
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly maxAttempts: number;
}

/** The team's list of leads: filter, search, sort, select, open, change; live. */
export function LeadDesk(props: LeadDeskProps) {
  const { filters, query, change, clear } = useLeadFilters(props.teamId);
  const page = useLeadPage(query);
  const overview = useAutomationOverview(props.teamId);
  const refresh = useRefreshLeads();
  useLive(["leads"], refresh);

  const drawer = useLeadDrawer();
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [deleting, setDeleting] = useState<readonly DeletableLead[]>([]);
  const [question, setQuestion] = useState<LeadQuestion>();
  const selectedIds = Object.keys(selection);
  const gridRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);

  const askToDelete = useCallback((leads: readonly LeadRow[]) => {
    setDeleting(leads.map(toNamedLead));
  }, []);
  const askToAttest = useCallback((leads: readonly LeadRow[]) => {
    setQuestion({ kind: "attest", leads: leads.map(toNamedLead), isOpen: true });
  }, []);
  const askToSuppress = useCallback((leads: readonly LeadRow[]) => {
    setQuestion({ kind: "suppress", leads: leads.map(toNamedLead), isOpen: true });
  }, []);
  const actions = useLeadActions({
    onOpen: drawer.open,
    onAttest: askToAttest,
    onSuppress: askToSuppress,
    onDelete: askToDelete,
    onChanged: refresh,
  });
  const toggle = useCallback((leadId: string) => {
    setSelection(({ [leadId]: wasSelected, ...rest }) =>
      wasSelected ? rest : { ...rest, [leadId]: true },
    );
  }, []);
  useLeadKeyboard({
    gridRef,
    searchRef,
    onOpen: drawer.open,
    onToggle: props.canEdit ? toggle : ignore,
  });

  const rows = page.data?.rows;
  const selectedLeads = () =>
    selectedIds.map((id) => ({
      id,
      companyName: rows?.find((row) => row.id === id)?.company_name,
    }));
  const isFirstUse = overview.data !== undefined && countLeads(null, overview.data) === 0;
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <StatusFilter
          value={filters.status}
          onChange={(status) => change({ status, page: 1 })}
          overview={overview.data}
        />
        <SearchBox
          noun="leads"
          placeholder="Company, contact, phone, e-mail"
          value={filters.q}
          onChange={(q) => change({ q, page: 1 })}
          inputRef={searchRef}
        />
      </div>
      {selectedIds.length > 0 ? (
        <SelectionBar
          count={selectedIds.length}
          onAttest={() => setQuestion({ kind: "attest", leads: selectedLeads(), isOpen: true })}
          onSuppress={() => setQuestion({ kind: "suppress", leads: selectedLeads(), isOpen: true })}
          onDelete={() => setDeleting(selectedLeads())}
          onClear={() => setSelection({})}
        />
      ) : null}
      <div ref={gridRef} className="min-h-0">
        {page.isError && !rows ? (
          <ErrorState
            title="The leads could not be loaded"
            message={userMessageOf(page.error)}
            onRetry={() => void page.refetch()}
            isRetrying={page.isFetching}
          />
        ) : !rows ? (
          <SkeletonRows rows={12} label="Loading leads" />
        ) : rows.length > 0 ? (
          <LeadGrid
            rows={rows}
            isStale={page.isPlaceholderData}
            sort={filters.sort}
            direction={filters.dir}
            onSort={(sort, dir) => change({ sort, dir, page: 1 })}
            selection={selection}
            onSelectionChange={setSelection}
            openLeadId={drawer.leadId}
            actions={actions}
            canEdit={props.canEdit}
            maxAttempts={props.maxAttempts}
          />
        ) : isFirstUse ? (
          <FirstLeads canEdit={props.canEdit} />
        ) : (
          <NoLeadsFound onClear={clear} />
        )}
      </div>
      {page.data && page.data.total > 0 ? (
        <Pagination
          page={query.page}
          pageSize={query.pageSize}
          total={page.data.total}
          noun="leads"
          onPage={(next) => change({ page: next })}
        />
      ) : null}
      <LeadSheet
        leadId={drawer.leadId}
        isNew={drawer.isNew}
        rows={rows}
        canEdit={props.canEdit}
        onClose={drawer.close}
        onSaved={refresh}
        renderActions={(lead) => <LeadDrawerMenu lead={lead} actions={actions} />}
      />
      <LeadQuestions
        question={question}
        onClose={() => setQuestion((asked) => asked && { ...asked, isOpen: false })}
        onDone={() => {
          setSelection({});
          refresh();
        }}
      />
      <DeleteLeads
        leads={deleting}
        onClose={() => setDeleting([])}
        onDeleted={() => {
          setSelection({});
          refresh();
        }}
      />
    </div>
  );
}

function toNamedLead(lead: LeadRow): DeletableLead {
  return { id: lead.id, companyName: lead.company_name };
}

function ignore(): void {}
