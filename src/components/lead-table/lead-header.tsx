"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { DragEvent, KeyboardEvent } from "react";
import { TableHeaderCell } from "@/components/ui/table";
import type { SortKey } from "@/lib/services/leads/lead-query";
import { cn } from "@/lib/utils/cn";
import { COLUMN_WIDTHS, LEAD_COLUMN_LABELS, type LeadColumnId } from "./lead-layout";
import { sortOf, withAlso, withOnly } from "./sort-keys";

interface LeadHeaderProps {
  readonly column: LeadColumnId;
  readonly width: number;
  readonly sort: readonly SortKey[];
  readonly onSort: (sort: readonly SortKey[]) => void;
  /** Starts dragging the edge; the table's own handler. */
  readonly onResizeStart: (event: unknown) => void;
  readonly onResize: (width: number) => void;
  readonly onDropBefore: (dragged: LeadColumnId) => void;
}

const DRAGGED = "application/x-lead-column";
const STEP = 16;

/** A column's header: sorts (with Shift as a further key), is dragged to another place, and widened at its edge. */
export function LeadHeader(props: LeadHeaderProps) {
  const { column, sort } = props;
  const at = sort.findIndex(({ by }) => by === sortOf(column));
  const key = at >= 0 ? sort[at] : undefined;
  const isPinned = column === "company_name";
  return (
    <TableHeaderCell
      className={cn("group/head px-2", isPinned && "z-20 md:left-8")}
      style={{ width: props.width }}
      aria-sort={
        key && at === 0 ? (key.direction === "asc" ? "ascending" : "descending") : undefined
      }
      draggable={!isPinned}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column)}
      onDragOver={(event) => {
        if (!isPinned && event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
      }}
      onDrop={(event) => drop(event, props)}
    >
      <HeaderLabel
        column={column}
        sort={sort}
        sortKey={key}
        ordinal={at + 1}
        onSort={props.onSort}
      />
      <ResizeHandle {...props} />
    </TableHeaderCell>
  );
}

function drop(event: DragEvent, { onDropBefore }: LeadHeaderProps): void {
  event.preventDefault();
  onDropBefore(event.dataTransfer.getData(DRAGGED) as LeadColumnId);
}

interface HeaderLabelProps extends Pick<LeadHeaderProps, "column" | "sort" | "onSort"> {
  readonly sortKey: SortKey | undefined;
  readonly ordinal: number;
}

function HeaderLabel({ column, sort, sortKey, ordinal, onSort }: HeaderLabelProps) {
  const by = sortOf(column);
  const label = LEAD_COLUMN_LABELS[column];
  if (!by) return <span className="block truncate">{label}</span>;
  const Arrow = sortKey?.direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      title="Sort. With Shift: sort by this column as well."
      onClick={(event) => onSort(event.shiftKey ? withAlso(sort, by) : withOnly(sort, by))}
      className="-mx-1 flex max-w-full items-center gap-0.5 rounded px-1 hover:text-foreground"
    >
      <span className="truncate">{label}</span>
      {sortKey ? (
        <>
          <Arrow aria-hidden="true" className="size-3 shrink-0" />
          {sort.length > 1 ? (
            <span className="figure text-[0.625rem]">
              <span className="sr-only">sort key </span>
              {ordinal}
            </span>
          ) : null}
        </>
      ) : null}
    </button>
  );
}

function ResizeHandle({ column, width, onResizeStart, onResize }: LeadHeaderProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(width + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the pattern of a window splitter.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${LEAD_COLUMN_LABELS[column]}`}
      aria-valuenow={width}
      aria-valuemin={COLUMN_WIDTHS.min}
      aria-valuemax={COLUMN_WIDTHS.max}
      onMouseDown={onResizeStart}
      onTouchStart={onResizeStart}
      onKeyDown={onKeyDown}
      className="absolute top-0 right-0 h-full w-2 cursor-col-resize touch-none select-none border-transparent border-r-2 hover:border-line-strong focus-visible:border-accent focus-visible:outline-none group-hover/head:border-line"
    />
  );
}
