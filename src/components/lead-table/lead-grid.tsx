"use client";

import { useTable } from "@tanstack/react-table";
import dynamic from "next/dynamic";
import { type CSSProperties, useMemo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, TableBody, TableFrame, TableHead, TableHeaderCell } from "@/components/ui/table";
import type { SortKey } from "@/lib/services/leads/lead-query";
import type { LeadRow as Lead } from "@/lib/services/leads/list";
import { cn } from "@/lib/utils/cn";
import { LEAD_COLUMNS, leadTableFeatures, toTableState } from "./lead-columns";
import { LeadHeader } from "./lead-header";
import { type LeadColumnId, type LeadLayout, withColumnBefore, withWidth } from "./lead-layout";
import { LeadRow, type LeadRowProps } from "./lead-row";
import { isSelected, type Selected } from "./lead-selection";
import { NextCalls } from "./next-calls";
import { useDrawnCount } from "./use-drawn-count";

const VirtualRows = dynamic(() => import("./virtual-rows").then((module) => module.VirtualRows), {
  ssr: false,
});

/** Longer pages draw only what is on the screen. */
const MOST_DRAWN_ROWS = 100;

/** The mark at the beginning and the menu at the end of a row. */
const FIXED_WIDTH = 32 + 40;

export interface EditedCell {
  readonly leadId: string;
  readonly column: LeadColumnId;
}

interface LeadGridProps
  extends Pick<LeadRowProps, "actions" | "canEdit" | "maxAttempts" | "onSelect" | "onEdit"> {
  readonly rows: readonly Lead[];
  readonly isStale: boolean;
  readonly layout: LeadLayout;
  readonly onLayout: (layout: LeadLayout) => void;
  readonly sort: readonly SortKey[];
  readonly onSort: (sort: readonly SortKey[]) => void;
  readonly selection: Selected;
  readonly onSelectPage: (isChosen: boolean) => void;
  readonly openLeadId: string | undefined;
  readonly editing: EditedCell | undefined;
  readonly goneIds: ReadonlySet<string>;
}

/** The rows of one page of leads. Columns are sorted, moved and widened at their headers. */
export function LeadGrid(props: LeadGridProps) {
  const { rows, layout, onLayout } = props;
  const state = useMemo(() => toTableState(layout), [layout]);
  const table = useTable({
    features: leadTableFeatures,
    columns: LEAD_COLUMNS,
    data: rows as Lead[],
    getRowId: (row) => row.id,
    columnResizeMode: "onChange",
    state,
    onColumnSizingChange: (updater) => {
      const sizing = typeof updater === "function" ? updater(state.columnSizing) : updater;
      onLayout(
        Object.entries(sizing).reduce(
          (all, [id, width]) => withWidth(all, id as LeadColumnId, width),
          layout,
        ),
      );
    },
  });
  const drawnCount = useDrawnCount(rows.length);
  const shown = layout.columns.filter(({ isHidden }) => !isHidden);
  const columns = useMemo(
    () => layout.columns.filter(({ isHidden }) => !isHidden).map(({ id }) => id),
    [layout],
  );
  const width = shown.reduce((sum, column) => sum + column.width, FIXED_WIDTH);
  const rowProps = (lead: Lead, index: number): LeadRowProps => ({
    lead,
    columns,
    rowIndex: index + 2,
    isSelected: isSelected(props.selection, lead.id),
    isOpen: lead.id === props.openLeadId,
    isGone: props.goneIds.has(lead.id),
    editing: props.editing?.leadId === lead.id ? props.editing.column : undefined,
    canEdit: props.canEdit,
    maxAttempts: props.maxAttempts,
    actions: props.actions,
    onSelect: props.onSelect,
    onEdit: props.onEdit,
  });
  return (
    <TableFrame
      label="Leads"
      density={layout.density === "compact" ? "compact" : "regular"}
      className={cn("md:max-h-[calc(100dvh-14.5rem)]", props.isStale && "opacity-60")}
    >
      <Table
        aria-label="Leads"
        aria-rowcount={rows.length + 1}
        className="max-md:block md:min-w-(--table-width) md:table-fixed"
        style={{ "--table-width": `${width}px` } as CSSProperties}
      >
        <TableHead className="max-md:hidden">
          <tr aria-rowindex={1}>
            <SelectPage {...props} />
            {table.getFlatHeaders().map((header) => (
              <LeadHeader
                key={header.id}
                column={header.column.id as LeadColumnId}
                width={header.getSize()}
                sort={props.sort}
                onSort={props.onSort}
                onResizeStart={header.getResizeHandler()}
                onResize={(next) =>
                  onLayout(withWidth(layout, header.column.id as LeadColumnId, next))
                }
                onDropBefore={(dragged) =>
                  onLayout(withColumnBefore(layout, dragged, header.column.id as LeadColumnId))
                }
              />
            ))}
            <TableHeaderCell className="w-10 px-1 md:right-0 md:z-20">
              <span className="sr-only">Actions</span>
            </TableHeaderCell>
          </tr>
        </TableHead>
        <NextCalls rows={rows}>
          {rows.length > MOST_DRAWN_ROWS ? (
            <VirtualRows rows={rows} density={layout.density} rowProps={rowProps} />
          ) : (
            <TableBody className="max-md:block">
              {rows.slice(0, drawnCount).map((lead, index) => (
                <LeadRow key={lead.id} {...rowProps(lead, index)} />
              ))}
            </TableBody>
          )}
        </NextCalls>
      </Table>
    </TableFrame>
  );
}

function SelectPage({ rows, selection, canEdit, onSelectPage }: LeadGridProps) {
  const count = rows.filter((row) => isSelected(selection, row.id)).length;
  return (
    <TableHeaderCell className="w-8 px-2 md:left-0 md:z-20">
      {canEdit ? (
        <Checkbox
          className="block"
          aria-label="Select all leads on this page"
          checked={count === rows.length && count > 0 ? true : count > 0 && "indeterminate"}
          onCheckedChange={(checked) => onSelectPage(checked === true)}
        />
      ) : null}
    </TableHeaderCell>
  );
}
