"use client";

import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { LeadCursor } from "@/lib/services/leads/lead-query";
import type { LeadCount, LeadPage } from "@/lib/services/leads/list";

interface PageTurnerProps {
  readonly page: LeadPage;
  readonly count: LeadCount | undefined;
  /** Whether the page is the first one: then its rows can be numbered. */
  readonly isFirst: boolean;
  readonly onTurn: (cursor: LeadCursor | null) => void;
  /** Somebody reaches for the way to a page. */
  readonly onReach: (cursor: LeadCursor) => void;
}

const numberFormat = new Intl.NumberFormat("en-US");

/** How many leads there are, and the ways to the first, the previous and the next page. */
export function PageTurner({ page, count, isFirst, onTurn, onReach }: PageTurnerProps) {
  const before = cursorOf("before", page.rows[0]?.id);
  const after = cursorOf("after", page.rows.at(-1)?.id);
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2">
      <p className="figure text-muted text-xs" aria-live="polite">
        {describePage(page, count, isFirst)}
      </p>
      <Button
        size="icon-sm"
        aria-label="First page"
        disabled={!page.hasPrevious}
        onClick={() => onTurn(null)}
      >
        <ChevronFirst aria-hidden="true" />
      </Button>
      <Button
        size="icon-sm"
        aria-label="Previous page"
        disabled={!page.hasPrevious}
        onClick={() => onTurn(before)}
        onPointerEnter={() => page.hasPrevious && before && onReach(before)}
        onFocus={() => page.hasPrevious && before && onReach(before)}
      >
        <ChevronLeft aria-hidden="true" />
      </Button>
      <Button
        size="icon-sm"
        aria-label="Next page"
        disabled={!page.hasNext}
        onClick={() => onTurn(after)}
        onPointerEnter={() => page.hasNext && after && onReach(after)}
        onFocus={() => page.hasNext && after && onReach(after)}
      >
        <ChevronRight aria-hidden="true" />
      </Button>
    </nav>
  );
}

function cursorOf(side: LeadCursor["side"], leadId: string | undefined): LeadCursor | null {
  return leadId ? { side, leadId } : null;
}

function describePage(page: LeadPage, count: LeadCount | undefined, isFirst: boolean): string {
  const shown = numberFormat.format(page.rows.length);
  const isAll = isFirst && !page.hasNext;
  const known = count ?? (isAll ? { count: page.rows.length, isExact: true } : undefined);
  const total = known ? nameTotal(known) : "… leads";
  return isFirst ? `1–${shown} of ${total}` : `${shown} of ${total}`;
}

function nameTotal({ count, isExact }: LeadCount): string {
  const noun = count === 1 ? "lead" : "leads";
  return `${isExact ? "" : "about "}${numberFormat.format(count)} ${noun}`;
}
