import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { ImportRefusal } from "@/lib/services/imports/schema";

interface RefusalTableProps {
  readonly refusals: readonly ImportRefusal[];
  readonly headers: readonly string[];
}

/** Rows that made no lead, with number, reason and what stood in them. */
export function RefusalTable({ refusals, headers }: RefusalTableProps) {
  return (
    <TableFrame label="Refused and skipped rows" className="max-h-[32rem]">
      <Table aria-label="Rows that made no lead">
        <TableHead>
          <tr>
            <TableHeaderCell>Row</TableHeaderCell>
            <TableHeaderCell>Why</TableHeaderCell>
            {headers.map((header) => (
              <TableHeaderCell key={header}>{header}</TableHeaderCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {refusals.map((refusal) => (
            <TableRow key={refusal.rowNumber}>
              <TableCell className="figure text-muted">{refusal.rowNumber}</TableCell>
              <TableCell className="min-w-72 py-1.5 lg:min-w-[30rem]">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Badge tone={refusal.isDuplicate ? "amber" : "red"}>
                    {refusal.isDuplicate ? "Skipped" : "Refused"}
                  </Badge>
                  {refusal.reason}
                </span>
              </TableCell>
              {headers.map((header) => (
                <TableCell key={header} className="max-w-48 truncate text-muted">
                  {refusal.fields[header]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
