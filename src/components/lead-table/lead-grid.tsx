"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo } from "react";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { LeadRow, LeadSort } from "@/lib/services/leads/list";
import { cn } from "@/lib/utils/cn";
import { createLeadColumns, leadTableFeatures } from "./lead-columns";
import { firstDirection } from "./lead-filters";
import type { LeadRowActions } from "./lead-row-menu";
import { NextCalls } from "./next-calls";

interface LeadGridProps {
  readonly rows: readonly LeadRow[];
  readonly isStale: boolean;
  readonly sort: LeadSort;
  readonly direction: "asc" | "desc";
  readonly onSort: (sort: LeadSort, direction: "asc" | "desc") => void;
  readonly selection: RowSelectionState;
  readonly onSelectionChange: (selection: RowSelectionState) => void;
  readonly openLeadId: string | undefined;
  readonly actions: LeadRowActions;
  readonly canEdit: boolean;
  readonly maxAttempts: number;
}

/** Cells that stay while the others scroll below them need the row's colour themselves. */
const STICKY_BACKGROUND =
  "bg-surface group-hover/row:bg-hover group-data-open/row:bg-hover group-aria-selected/row:bg-accent-soft";

/** On a phone a row becomes a small card of the cells that matter there. */
const CELL_CLASSES: Readonly<Record<string, string>> = {
  select: "w-8 max-md:row-span-3 max-md:py-0 max-md:pt-1",
  company_name: `max-w-44 md:sticky md:left-0 ${STICKY_BACKGROUND} max-md:max-w-none`,
  contact_name: "max-w-28 truncate max-md:hidden",
  phone: "max-md:col-span-2 max-md:col-start-2 max-md:row-start-2",
  email: "max-w-36 truncate max-md:hidden",
  status: "max-md:col-start-3 max-md:row-start-1",
  call_attempts: "whitespace-nowrap max-md:hidden",
  last_called_at: "max-md:hidden",
  callback_at: "max-md:col-span-2 max-md:col-start-2 max-md:row-start-3 max-md:text-muted",
  city: "max-w-28 truncate max-md:hidden",
  updated_at: "max-2xl:hidden",
  menu: `w-10 text-right md:sticky md:right-0 ${STICKY_BACKGROUND} max-md:col-start-4 max-md:row-start-1`,
};

/** The rows of one page of leads, sortable by their headers. */
export function LeadGrid(props: LeadGridProps) {
  const { rows, actions, canEdit, maxAttempts } = props;
  const columns = useMemo(
    () => createLeadColumns({ actions, canEdit, maxAttempts }),
    [actions, canEdit, maxAttempts],
  );
  const table = useTable({
    features: leadTableFeatures,
    columns,
    data: rows as LeadRow[],
    getRowId: (row) => row.id,
    manualSorting: true,
    state: { rowSelection: props.selection, columnVisibility: { select: canEdit } },
    onRowSelectionChange: (updater) =>
      props.onSelectionChange(typeof updater === "function" ? updater(props.selection) : updater),
  });
  return (
    <TableFrame
      label="Leads"
      className={cn("md:max-h-[calc(100dvh-13.5rem)]", props.isStale && "opacity-60")}
    >
      <Table aria-label="Leads" className="max-md:block">
        <TableHead className="max-md:hidden">
          <tr>
            {table.getFlatHeaders().map((header) => (
              <SortableHeader key={header.id} id={header.column.id} grid={props}>
                <table.FlexRender header={header} />
              </SortableHeader>
            ))}
          </tr>
        </TableHead>
        <NextCalls rows={rows}>
          <TableBody className="max-md:block">
            {table.getRowModel().rows.map((row) => (
              <TableRow
                key={row.id}
                tabIndex={-1}
                data-lead-id={row.id}
                data-open={row.id === props.openLeadId ? "" : undefined}
                aria-selected={row.getIsSelected()}
                className="group/row focus-visible:-outline-offset-2 data-open:bg-hover max-md:grid max-md:h-auto max-md:grid-cols-[auto_1fr_auto_auto] max-md:border-line max-md:border-b max-md:py-1.5"
              >
                {row.getVisibleCells().map((cell) => (
                  <TableCell
                    key={cell.id}
                    className={cn(
                      "px-2 max-md:border-b-0 max-md:py-0.5",
                      CELL_CLASSES[cell.column.id],
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </NextCalls>
      </Table>
    </TableFrame>
  );
}

interface SortableHeaderProps {
  readonly id: string;
  readonly grid: LeadGridProps;
  readonly children: React.ReactNode;
}

function SortableHeader({ id, grid, children }: SortableHeaderProps) {
  const isPinned = id === "company_name" || id === "menu";
  const className = cn("px-2", CELL_CLASSES[id], isPinned && "z-20 bg-sunken");
  if (id === "select") return <TableHeaderCell className={className}>{children}</TableHeaderCell>;
  if (id === "menu") {
    return (
      <TableHeaderCell className={className}>
        <span className="sr-only">Actions</span>
      </TableHeaderCell>
    );
  }
  const sort = id as LeadSort;
  const isSorted = grid.sort === sort;
  const next = isSorted ? (grid.direction === "asc" ? "desc" : "asc") : firstDirection(sort);
  const Arrow = grid.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <TableHeaderCell
      className={className}
      aria-sort={isSorted ? (grid.direction === "asc" ? "ascending" : "descending") : undefined}
    >
      <button
        type="button"
        onClick={() => grid.onSort(sort, next)}
        className="relative -mx-1 rounded px-1 hover:text-foreground"
      >
        {children}
        <Arrow
          aria-hidden="true"
          className={cn(
            "absolute top-1/2 -right-2.5 size-3 -translate-y-1/2",
            !isSorted && "hidden",
          )}
        />
      </button>
    </TableHeaderCell>
  );
}
