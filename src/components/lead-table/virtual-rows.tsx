"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { TableBody } from "@/components/ui/table";
import type { LeadRow as Lead } from "@/lib/services/leads/list";
import type { LeadLayout } from "./lead-layout";
import { LeadRow, type LeadRowProps } from "./lead-row";

interface VirtualRowsProps {
  readonly rows: readonly Lead[];
  readonly density: LeadLayout["density"];
  readonly rowProps: (lead: Lead, index: number) => LeadRowProps;
}

const ROW_HEIGHTS = { comfortable: 36, compact: 30 } as const;

/** The rows of a long page: only those on the screen, and some around them, are drawn. */
export function VirtualRows({ rows, density, rowProps }: VirtualRowsProps) {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => bodyRef.current?.closest("section") ?? null,
    estimateSize: () => ROW_HEIGHTS[density],
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <TableBody ref={bodyRef} className="max-md:block">
      <Spacer height={above} />
      {items.map(({ index }) => {
        const lead = rows[index];
        return lead ? <LeadRow key={lead.id} {...rowProps(lead, index)} /> : null;
      })}
      <Spacer height={below} />
    </TableBody>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? <tr style={{ height }} /> : null;
}
