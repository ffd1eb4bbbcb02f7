"use client";

import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Stat, StatRow } from "@/components/ui/stat";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import { formatCsv } from "@/lib/utils/csv";
import type { ListJob, ListProgress } from "./send-list";

interface ListResultProps {
  readonly job: ListJob;
  readonly progress: ListProgress;
  readonly isCancelled: boolean;
  readonly onClose: () => void;
}

const SHOWN_ROWS = 100;

/** What came of a list: figures that add up, and every row that could not be read. */
export function ListResult({ job, progress, isCancelled, onClose }: ListResultProps) {
  const closeRef = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => closeRef.current?.focus(), []);
  const { unreadable } = progress;
  const restCount = job.texts.length - progress.sentCount;
  return (
    <div className="flex flex-col gap-4">
      <Notice kind={isCancelled ? "warning" : "success"}>
        {isCancelled
          ? `The import was cancelled. ${restCount.toLocaleString("en-US")} rows were not looked at; what was added stays.`
          : `${job.fileName} is imported.`}
      </Notice>
      <StatRow>
        <Figure label="Rows" value={progress.sentCount} />
        <Figure label="Added" value={progress.addedCount} />
        <Figure label="Already on the list" value={progress.knownCount} />
        <Figure label="Not readable" value={unreadable.length} />
      </StatRow>
      {unreadable.length > 0 ? <Unreadable job={job} unreadable={unreadable} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        {unreadable.length > 0 ? (
          <Button onClick={() => download(job, unreadable)}>
            <Download aria-hidden="true" /> Download what could not be read
          </Button>
        ) : null}
        <Button ref={closeRef} variant="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return <Stat label={label} value={value.toLocaleString("en-US")} />;
}

interface UnreadableProps {
  readonly job: ListJob;
  readonly unreadable: ListProgress["unreadable"];
}

function Unreadable({ job, unreadable }: UnreadableProps) {
  return (
    <>
      <TableFrame label="Rows that could not be read" density="compact" className="max-h-60">
        <Table aria-label="Rows that could not be read">
          <TableHead>
            <tr>
              <TableHeaderCell>Row</TableHeaderCell>
              <TableHeaderCell>Text</TableHeaderCell>
              <TableHeaderCell>Why</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {unreadable.slice(0, SHOWN_ROWS).map(({ rowNumber, reason }) => (
              <TableRow key={rowNumber}>
                <TableCell className="figure text-muted">{rowNumber}</TableCell>
                <TableCell className="max-w-40 truncate">{job.texts[rowNumber - 1]}</TableCell>
                <TableCell className="py-1">{reason}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableFrame>
      {unreadable.length > SHOWN_ROWS ? (
        <p className="text-[0.8125rem] text-muted">
          The first {SHOWN_ROWS} of {unreadable.length.toLocaleString("en-US")}; the file has all.
        </p>
      ) : null}
    </>
  );
}

function download(job: ListJob, unreadable: ListProgress["unreadable"]): void {
  const rows = unreadable.map(({ rowNumber, reason }) => [
    job.texts[rowNumber - 1] ?? "",
    String(rowNumber),
    reason,
  ]);
  const text = formatCsv(["Address", "Row in the file", "Not readable because"], rows);
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${job.fileName.replace(/\.\w+$/, "")} - not readable.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
