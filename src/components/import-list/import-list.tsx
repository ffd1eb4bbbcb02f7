"use client";

import { FileUp } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { ImportSummary } from "@/lib/services/imports/schema";
import { useFreshPage } from "./use-fresh-page";

interface ImportListProps {
  readonly imports: readonly ImportSummary[];
  /** E-mail addresses of the team's people by user id. */
  readonly names: Readonly<Record<string, string>>;
}

/** The team's imports, the newest first; one that goes on moves by itself. */
export function ImportList({ imports, names }: ImportListProps) {
  useFreshPage();
  if (imports.length === 0) {
    return (
      <EmptyState icon={FileUp} title="Nothing was imported yet">
        Bring a list of companies as a CSV file; it is listed here with what came of it.
      </EmptyState>
    );
  }
  return (
    <TableFrame label="Imports">
      <Table aria-label="Imports">
        <TableHead>
          <tr>
            <TableHeaderCell>File</TableHeaderCell>
            <TableHeaderCell>State</TableHeaderCell>
            <TableHeaderCell className="text-right">Rows</TableHeaderCell>
            <TableHeaderCell className="text-right max-md:hidden">Added</TableHeaderCell>
            <TableHeaderCell className="text-right max-md:hidden">Updated</TableHeaderCell>
            <TableHeaderCell className="text-right max-md:hidden">Skipped</TableHeaderCell>
            <TableHeaderCell className="text-right max-md:hidden">Refused</TableHeaderCell>
            <TableHeaderCell className="max-lg:hidden">By</TableHeaderCell>
            <TableHeaderCell>When</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {imports.map((row) => (
            <ImportRow
              key={row.importId}
              row={row}
              by={row.createdBy ? names[row.createdBy] : undefined}
            />
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}

function ImportRow({ row, by }: { readonly row: ImportSummary; readonly by: string | undefined }) {
  return (
    <TableRow>
      <TableCell className="max-w-60 truncate font-medium">
        <Link href={`/imports/${row.importId}`} className="hover:underline">
          {row.fileName}
        </Link>
      </TableCell>
      <TableCell>
        <ImportState summary={row} />
      </TableCell>
      <Count value={row.totalRows} />
      <Count value={row.createdCount} className="max-md:hidden" />
      <Count value={row.updatedCount} className="max-md:hidden" />
      <Count value={row.skippedCount} className="max-md:hidden" />
      <Count value={row.refusedCount} className="max-md:hidden" />
      <TableCell className="max-w-48 truncate text-muted max-lg:hidden">{by ?? "–"}</TableCell>
      <TableCell>
        <RelativeTime value={row.begunAt} />
      </TableCell>
    </TableRow>
  );
}

function Count({ value, className }: { readonly value: number; readonly className?: string }) {
  return (
    <TableCell className={`figure text-right ${className ?? ""}`}>
      {value.toLocaleString("en-US")}
    </TableCell>
  );
}

/** Whether an import goes on, is over, or was taken back. */
export function ImportState({ summary }: { readonly summary: ImportSummary }) {
  if (summary.undo) {
    return <Badge tone="grey">{summary.undo.isFinished ? "Undone" : "Being undone"}</Badge>;
  }
  switch (summary.state) {
    case "finished":
      return <Badge tone="green">Imported</Badge>;
    case "cancelled":
      return <Badge tone="amber">Cancelled</Badge>;
    case "running":
      return (
        <span className="flex items-center gap-2">
          <Badge tone="blue" isLive>
            Importing
          </Badge>
          <Progress
            label={`Rows of ${summary.fileName} imported`}
            value={summary.processedRows}
            max={summary.totalRows}
            className="w-16"
          />
        </span>
      );
  }
}
