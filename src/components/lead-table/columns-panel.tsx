"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactElement, useId } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { surfaceClasses } from "@/components/ui/menu-classes";
import { NativeSelect } from "@/components/ui/native-select";
import { PAGE_SIZES } from "@/lib/services/leads/lead-query";
import { cn } from "@/lib/utils/cn";
import {
  DEFAULT_LAYOUT,
  type LayoutColumn,
  LEAD_COLUMN_LABELS,
  type LeadLayout,
  withColumnBefore,
  withVisibility,
} from "./lead-layout";

interface ColumnsPanelProps {
  readonly layout: LeadLayout;
  readonly onLayout: (layout: LeadLayout) => void;
  readonly trigger: ReactElement;
}

/** The panel behind the button; open from the start, because it is loaded by a click. */
export function ColumnsPanel({ layout, onLayout, trigger }: ColumnsPanelProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Columns and density"
          className={cn(surfaceClasses, "flex max-h-[70dvh] w-72 flex-col gap-3 overflow-auto p-3")}
        >
          <ul className="flex flex-col">
            {layout.columns.map((column, index) => (
              <ColumnItem
                key={column.id}
                column={column}
                index={index}
                layout={layout}
                onLayout={onLayout}
              />
            ))}
          </ul>
          <RowChoices layout={layout} onLayout={onLayout} />
          <Button size="sm" onClick={() => onLayout(DEFAULT_LAYOUT)}>
            Back to the usual layout
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ColumnItemProps extends Omit<ColumnsPanelProps, "trigger"> {
  readonly column: LayoutColumn;
  readonly index: number;
}

function ColumnItem({ column, index, layout, onLayout }: ColumnItemProps) {
  const id = useId();
  const label = LEAD_COLUMN_LABELS[column.id];
  const isFixed = column.id === "company_name";
  const previous = layout.columns[index - 1]?.id;
  const afterNext = layout.columns[index + 2]?.id;
  return (
    <li className="flex h-8 items-center gap-2">
      <Checkbox
        id={id}
        checked={!column.isHidden}
        disabled={isFixed}
        onCheckedChange={(checked) => onLayout(withVisibility(layout, column.id, checked === true))}
      />
      <label htmlFor={id} className="grow truncate text-[0.8125rem]">
        {label}
      </label>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${label} to the left`}
        disabled={index < 2}
        onClick={() => onLayout(withColumnBefore(layout, column.id, previous))}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${label} to the right`}
        disabled={isFixed || index === layout.columns.length - 1}
        onClick={() => onLayout(withColumnBefore(layout, column.id, afterNext))}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </li>
  );
}

function RowChoices({ layout, onLayout }: Omit<ColumnsPanelProps, "trigger">) {
  const [densityId, sizeId] = [useId(), useId()];
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-2 border-line border-t pt-3 text-[0.8125rem]">
      <label htmlFor={densityId}>Rows</label>
      <NativeSelect
        id={densityId}
        value={layout.density}
        onChange={(event) =>
          onLayout({
            ...layout,
            density: event.target.value === "compact" ? "compact" : "comfortable",
          })
        }
      >
        <option value="comfortable">Comfortable</option>
        <option value="compact">Compact</option>
      </NativeSelect>
      <label htmlFor={sizeId}>Rows a page</label>
      <NativeSelect
        id={sizeId}
        value={String(layout.pageSize)}
        onChange={(event) => {
          const pageSize = PAGE_SIZES.find((size) => String(size) === event.target.value);
          if (pageSize) onLayout({ ...layout, pageSize });
        }}
      >
        {PAGE_SIZES.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
