"use client";

import { NativeSelect } from "@/components/ui/native-select";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import {
  COLUMN_LABELS,
  COLUMN_TARGETS,
  type ColumnMapping,
  type ColumnTarget,
} from "@/lib/utils/csv-columns";

interface ColumnTableProps {
  readonly columns: readonly ColumnMapping[];
  readonly sample: readonly (readonly string[])[];
  readonly onChange: (index: number, target: ColumnTarget) => void;
}

/** A row a column of the file: its name, some of its values, and what becomes of it. */
export function ColumnTable({ columns, sample, onChange }: ColumnTableProps) {
  return (
    <TableFrame label="Meaning of the columns" className="max-h-96">
      <Table aria-label="Columns of the file">
        <TableHead>
          <tr>
            <TableHeaderCell>Column</TableHeaderCell>
            <TableHeaderCell className="max-sm:hidden">Values</TableHeaderCell>
            <TableHeaderCell>Becomes</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {columns.map((column, index) => (
            <TableRow key={column.header}>
              <TableCell className="max-w-40 truncate font-medium" title={column.header}>
                {column.header}
              </TableCell>
              <TableCell className="max-w-64 truncate text-muted max-sm:hidden">
                {sample
                  .map((row) => row[index]?.trim())
                  .filter(Boolean)
                  .join(" · ")}
              </TableCell>
              <TableCell className="w-52 py-1">
                <NativeSelect
                  aria-label={`${column.header} becomes`}
                  value={column.target}
                  onChange={(event) => onChange(index, event.target.value as ColumnTarget)}
                >
                  {COLUMN_TARGETS.map((target) => (
                    <option key={target} value={target}>
                      {COLUMN_LABELS[target]}
                    </option>
                  ))}
                </NativeSelect>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
