"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import { userMessageOf } from "@/lib/errors";
import type { Holiday } from "@/lib/services/holidays";
import { formatDay } from "./format-day";
import { stateName } from "./rule-words";
import { useHolidays } from "./use-rules";

interface HolidaysPanelProps {
  /** Of business time. */
  readonly thisYear: number;
}

const YEARS_SHOWN = 4;

/** The holidays of the law, by year; searchable, not to be changed. */
export function HolidaysPanel({ thisYear }: HolidaysPanelProps) {
  const [year, setYear] = useState(thisYear);
  const [text, setText] = useState("");
  const holidays = useHolidays(year);
  const days = groupDays(holidays.data ?? [], text);
  return (
    <Panel
      title="Federal and state holidays"
      description="No calls into a state on these days, unless its rule allows holidays."
      actions={
        <div className="flex gap-2">
          <NativeSelect
            aria-label="Year"
            className="figure w-24"
            value={year}
            onChange={(event) => setYear(Number(event.target.value))}
          >
            {Array.from({ length: YEARS_SHOWN }, (_, index) => thisYear + index).map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </NativeSelect>
          <Input
            type="search"
            aria-label="Search holidays"
            placeholder="Name or state"
            className="w-44"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
    >
      {holidays.isError ? (
        <ErrorState
          title="The holidays could not be loaded"
          message={userMessageOf(holidays.error)}
          onRetry={() => void holidays.refetch()}
        />
      ) : !holidays.data ? (
        <SkeletonRows rows={8} label="Loading the holidays" />
      ) : days.length === 0 ? (
        <p className="py-8 text-center text-muted">
          {holidays.data.length === 0
            ? `No holidays are known for ${year} yet.`
            : "No holiday matches."}
        </p>
      ) : (
        <TableFrame label={`Holidays of ${year}`} density="compact" className="max-h-96">
          <Table aria-label={`Holidays of ${year}`}>
            <TableHead>
              <tr>
                <TableHeaderCell>Day</TableHeaderCell>
                <TableHeaderCell>Holiday</TableHeaderCell>
                <TableHeaderCell>Kept by</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {days.map(({ day, name, scopes }) => (
                <TableRow key={`${day} ${name}`}>
                  <TableCell className="figure whitespace-nowrap">{formatDay(day)}</TableCell>
                  <TableCell className="py-1">{name}</TableCell>
                  <TableCell className="py-1">
                    {scopes.includes("US") ? (
                      <Badge tone="slate">Federal</Badge>
                    ) : (
                      <span title={scopes.map(stateName).join(", ")}>{scopes.join(", ")}</span>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableFrame>
      )}
    </Panel>
  );
}

interface HolidayLine {
  readonly day: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** A line a day and name, with all who keep it; those that the text names. */
function groupDays(holidays: readonly Holiday[], text: string): readonly HolidayLine[] {
  const lines = new Map<string, { day: string; name: string; scopes: string[] }>();
  for (const { day, name, scope } of holidays) {
    const line = lines.get(`${day} ${name}`);
    if (line) line.scopes.push(scope);
    else lines.set(`${day} ${name}`, { day, name, scopes: [scope] });
  }
  const wanted = text.trim().toLowerCase();
  return [...lines.values()].filter(({ name, scopes }) => {
    const places = scopes.map((scope) =>
      scope === "US" ? "us federal" : `${scope} ${stateName(scope)}`,
    );
    return [name, ...places].join(" ").toLowerCase().includes(wanted);
  });
}
