import { CircleAlert, CircleCheck } from "lucide-react";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { RowResult } from "@/lib/utils/csv";
import { formatPhone } from "@/lib/utils/format-phone";

interface PreviewTableProps {
  readonly rows: readonly RowResult[];
}

/** The first rows as leads, or why they make none. */
export function PreviewTable({ rows }: PreviewTableProps) {
  return (
    <TableFrame label="Preview of the first rows">
      <Table aria-label="First rows">
        <TableHead>
          <tr>
            <TableHeaderCell>Row</TableHeaderCell>
            <TableHeaderCell>Company</TableHeaderCell>
            <TableHeaderCell>Phone</TableHeaderCell>
            <TableHeaderCell>E-mail</TableHeaderCell>
            <TableHeaderCell>Contact</TableHeaderCell>
            <TableHeaderCell>Place</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((result, index) => (
            <PreviewRow
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity.
              key={index}
              number={index + 1}
              result={result}
            />
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}

interface PreviewRowProps {
  readonly number: number;
  readonly result: RowResult;
}

function PreviewRow({ number, result }: PreviewRowProps) {
  const Icon = result.isOk ? CircleCheck : CircleAlert;
  return (
    <TableRow>
      <TableCell className="figure whitespace-nowrap text-muted">
        <span className="flex items-center gap-1.5">
          <Icon
            aria-label={result.isOk ? "Can be imported" : "Refused"}
            className={result.isOk ? "size-4 text-green" : "size-4 text-red"}
          />
          {number}
        </span>
      </TableCell>
      {result.isOk ? (
        <>
          <TableCell className="max-w-52 truncate font-medium">{result.lead.companyName}</TableCell>
          <TableCell className="figure whitespace-nowrap">
            {formatPhone(result.lead.phone)}
            {result.lead.phoneExtension ? ` ext. ${result.lead.phoneExtension}` : null}
          </TableCell>
          <TableCell className="max-w-52 truncate">{result.lead.email}</TableCell>
          <TableCell className="max-w-40 truncate">{result.lead.contactName ?? "–"}</TableCell>
          <TableCell className="max-w-48 truncate">
            {[result.lead.city, result.lead.state, result.lead.postalCode]
              .filter(Boolean)
              .join(", ") || "–"}
          </TableCell>
        </>
      ) : (
        <TableCell colSpan={5} className="text-red">
          {result.refusal}
        </TableCell>
      )}
    </TableRow>
  );
}
