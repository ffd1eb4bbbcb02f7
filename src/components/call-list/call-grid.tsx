import Link from "next/link";
import { Phone } from "@/components/ui/phone";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { CallRow } from "@/lib/services/calls/list";
import { describeEndedReason, formatDuration } from "@/lib/utils/call-words";
import { cn } from "@/lib/utils/cn";
import { CallTime } from "./call-time";
import { OutcomeBadge } from "./outcome-badge";

interface CallGridProps {
  readonly rows: readonly CallRow[];
  readonly maxAttempts: number;
  readonly isStale: boolean;
}

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** One page of finished calls. On a phone a row becomes a small card. */
export function CallGrid({ rows, maxAttempts, isStale }: CallGridProps) {
  return (
    <TableFrame label="Finished calls" className={cn(isStale && "opacity-60")}>
      <Table aria-label="Finished calls" className="max-md:block">
        <TableHead className="max-md:hidden">
          <tr>
            <TableHeaderCell>Time</TableHeaderCell>
            <TableHeaderCell>Company</TableHeaderCell>
            <TableHeaderCell>Number</TableHeaderCell>
            <TableHeaderCell>Outcome</TableHeaderCell>
            <TableHeaderCell>Why</TableHeaderCell>
            <TableHeaderCell className="text-right">Duration</TableHeaderCell>
            <TableHeaderCell className="text-right">Cost</TableHeaderCell>
            <TableHeaderCell>Attempt</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.id} row={row} maxAttempts={maxAttempts} />
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}

interface RowProps {
  readonly row: CallRow;
  readonly maxAttempts: number;
}

const CARD_CELL = "max-md:border-b-0 max-md:py-0.5";

function Row({ row, maxAttempts }: RowProps) {
  const why = row.outcome_reason ?? (row.ended_reason && describeEndedReason(row.ended_reason));
  return (
    <TableRow
      tabIndex={-1}
      data-call-id={row.id}
      className="focus-visible:-outline-offset-2 max-md:grid max-md:h-auto max-md:grid-cols-[1fr_auto] max-md:border-line max-md:border-b max-md:py-1.5"
    >
      <TableCell className={cn(CARD_CELL, "max-md:row-start-2 max-md:text-muted")}>
        <CallTime value={row.claimed_at} zone={row.timezone} />
      </TableCell>
      <TableCell className={cn(CARD_CELL, "max-w-52 max-md:row-start-1")}>
        <Link
          href={`/calls/${row.id}`}
          className="block truncate font-medium hover:text-accent-text hover:underline"
        >
          {row.company_name}
        </Link>
      </TableCell>
      <TableCell className="max-md:hidden">
        <Phone value={row.phone} />
      </TableCell>
      <TableCell className={cn(CARD_CELL, "max-md:row-start-1")}>
        <span className="flex max-md:justify-end">
          <OutcomeBadge call={row} />
        </span>
      </TableCell>
      <TableCell className="max-w-72 truncate text-muted max-md:hidden" title={why ?? undefined}>
        {why ?? "–"}
      </TableCell>
      <TableCell className={cn(CARD_CELL, "figure text-right max-md:row-start-2")}>
        {row.duration_seconds ? formatDuration(row.duration_seconds) : <Nothing />}
      </TableCell>
      <TableCell className="figure text-right max-md:hidden">
        {row.cost_usd === null ? <Nothing /> : money.format(row.cost_usd)}
      </TableCell>
      <TableCell className="figure whitespace-nowrap max-md:hidden">
        {row.attempt}
        <span className="text-muted"> of {Math.max(row.attempt, maxAttempts)}</span>
      </TableCell>
    </TableRow>
  );
}

function Nothing() {
  return <span className="text-muted">–</span>;
}
