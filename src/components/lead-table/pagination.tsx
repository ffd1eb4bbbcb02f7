"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";

interface PaginationProps {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** What is counted: "leads". */
  readonly noun: string;
  readonly onPage: (page: number) => void;
}

const numberFormat = new Intl.NumberFormat("en-US");

/** "1–50 of 1,204 leads" and the two ways on. */
export function Pagination({ page, pageSize, total, noun, onPage }: PaginationProps) {
  const lastPage = Math.max(1, Math.ceil(total / pageSize));
  const first = Math.min((page - 1) * pageSize + 1, total);
  const last = Math.min(page * pageSize, total);
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 pt-2">
      <p className="figure text-muted text-xs" aria-live="polite">
        {numberFormat.format(first)}–{numberFormat.format(last)} of{" "}
        {`${numberFormat.format(total)} ${noun}`}
      </p>
      <Button
        size="icon-sm"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden="true" />
      </Button>
      <Button
        size="icon-sm"
        aria-label="Next page"
        disabled={page >= lastPage}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden="true" />
      </Button>
    </nav>
  );
}
