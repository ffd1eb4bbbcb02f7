"use client";

import { LocalTime } from "@/components/ui/local-time";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { ForecastHour } from "./forecast-bars";

const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** The hours in which calls are expected. */
export function ForecastTable({ hours }: { readonly hours: readonly ForecastHour[] }) {
  return (
    <TableFrame label="Expected calls per hour" density="compact" className="max-h-60">
      <Table>
        <TableHead>
          <tr>
            <TableHeaderCell>Hour from</TableHeaderCell>
            <TableHeaderCell className="text-right">Calls</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {hours
            .filter((hour) => hour.calls > 0)
            .map((hour) => (
              <TableRow key={hour.at}>
                <TableCell>
                  <LocalTime value={hour.at} />
                </TableCell>
                <TableCell className="figure text-right">{decimal.format(hour.calls)}</TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
