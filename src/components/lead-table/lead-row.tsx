"use client";

import dynamic from "next/dynamic";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { TableCell, TableRow } from "@/components/ui/table";
import type { LeadRow as Lead } from "@/lib/services/leads/list";
import { cn } from "@/lib/utils/cn";
import { fieldBeside, isEditable } from "./editable-fields";
import { LeadCell } from "./lead-cells";
import type { LeadColumnId } from "./lead-layout";
import type { LeadRowActions } from "./lead-row-actions";
import { LeadRowMenu } from "./lead-row-menu";

const CellEditor = dynamic(() => import("./cell-editor").then((module) => module.CellEditor), {
  ssr: false,
});

/** Cells that stay while the others scroll below them need the row's colour themselves. */
const STICKY_BACKGROUND =
  "bg-surface group-hover/row:bg-hover group-data-open/row:bg-hover group-aria-selected/row:bg-accent-soft";

/** On a phone a row becomes a small card of the cells that matter there. */
const CARD_CLASSES: Readonly<Partial<Record<LeadColumnId, string>>> = {
  company_name: "max-md:col-start-2 max-md:row-start-1",
  phone: "max-md:col-span-2 max-md:col-start-2 max-md:row-start-2",
  status: "max-md:col-start-3 max-md:row-start-1",
  next_call: "max-md:col-span-2 max-md:col-start-2 max-md:row-start-3 max-md:text-muted",
};

export interface LeadRowProps {
  readonly lead: Lead;
  readonly columns: readonly LeadColumnId[];
  /** Counted from 1 in the table, the header being the first row. */
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  /** Deleted meanwhile. */
  readonly isGone: boolean;
  /** The cell that is being edited. */
  readonly editing: LeadColumnId | undefined;
  readonly canEdit: boolean;
  readonly maxAttempts: number;
  readonly actions: LeadRowActions;
  readonly onSelect: (leadId: string, isRange: boolean) => void;
  readonly onEdit: (
    cell: { readonly leadId: string; readonly column: LeadColumnId } | undefined,
  ) => void;
}

/** A lead in the table. Drawn again only when something of it has changed. */
export const LeadRow = memo(function LeadRow(props: LeadRowProps) {
  const { lead, columns, isGone } = props;
  return (
    <TableRow
      tabIndex={-1}
      data-lead-id={lead.id}
      data-open={props.isOpen ? "" : undefined}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      className={cn(
        "group/row focus-visible:-outline-offset-2 data-open:bg-hover max-md:grid max-md:h-auto max-md:grid-cols-[auto_1fr_auto_auto] max-md:border-line max-md:border-b max-md:py-1.5",
        isGone && "line-through opacity-55",
      )}
    >
      <SelectCell {...props} />
      {columns.map((column) => (
        <TableCell
          key={column}
          tabIndex={-1}
          data-column={column}
          onDoubleClick={
            props.canEdit && isEditable(column)
              ? () => props.onEdit({ leadId: lead.id, column })
              : undefined
          }
          className={cn(
            "overflow-hidden text-ellipsis whitespace-nowrap px-2 focus-visible:-outline-offset-2 max-md:border-b-0 max-md:py-0.5",
            column === "company_name" && `md:sticky md:left-8 md:z-[1] ${STICKY_BACKGROUND}`,
            CARD_CLASSES[column] ?? "max-md:hidden",
          )}
        >
          {props.editing === column && isEditable(column) ? (
            <CellEditor
              key={column}
              lead={lead}
              field={column}
              onClose={() => props.onEdit(undefined)}
              onStep={(step) => {
                const next = fieldBeside(columns, column, step);
                if (next) props.onEdit({ leadId: lead.id, column: next });
                return next !== undefined;
              }}
            />
          ) : (
            <LeadCell
              column={column}
              lead={lead}
              maxAttempts={props.maxAttempts}
              onOpen={props.actions.open}
            />
          )}
        </TableCell>
      ))}
      <TableCell
        className={`w-10 px-1 text-right md:sticky md:right-0 md:z-[1] ${STICKY_BACKGROUND} max-md:col-start-4 max-md:row-start-1 max-md:border-b-0`}
      >
        {props.canEdit && !isGone ? <LeadRowMenu lead={lead} actions={props.actions} /> : null}
      </TableCell>
    </TableRow>
  );
});

function SelectCell({ lead, isSelected, canEdit, isGone, onSelect }: LeadRowProps) {
  return (
    <TableCell
      className={`w-8 px-2 md:sticky md:left-0 md:z-[1] ${STICKY_BACKGROUND} max-md:row-span-3 max-md:border-b-0 max-md:pt-1`}
    >
      {canEdit && !isGone ? (
        <Checkbox
          className="block"
          tabIndex={-1}
          aria-label={`Select ${lead.company_name}`}
          checked={isSelected}
          onClick={(event) => onSelect(lead.id, event.shiftKey)}
        />
      ) : null}
    </TableCell>
  );
}
