"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import type { ImportProgress, ImportRefusal } from "@/lib/services/imports/schema";
import { formatCsv } from "@/lib/utils/csv";
import { REFUSAL_COLUMNS } from "@/lib/utils/csv-columns";
import { AttestLater } from "./attest-later";
import { RefusalTable } from "./refusal-table";
import type { ImportJob } from "./send-import";

interface ImportResultProps {
  readonly job: ImportJob;
  readonly importId: string;
  readonly progress: Omit<ImportProgress, "importId" | "state" | "totalRows">;
  readonly isCancelled: boolean;
  readonly refusals: readonly ImportRefusal[];
  readonly onAgain: () => void;
}

/** What came of an import: figures that add up, and every row that made no lead. */
export function ImportResult(props: ImportResultProps) {
  const { job, progress, isCancelled, refusals } = props;
  const restCount = job.rows.length - progress.processedRows;
  return (
    <div className="flex flex-col gap-5">
      <Notice kind={isCancelled ? "warning" : "success"}>
        {isCancelled
          ? `The import was cancelled. ${restCount.toLocaleString("en-US")} rows were not looked at; the leads that were added stay.`
          : `${job.fileName} is imported.`}
      </Notice>
      {job.consent === null && progress.createdCount > 0 ? (
        <AttestLater importId={props.importId} fileName={job.fileName} />
      ) : null}
      <StatRow>
        <Figure label="Rows" value={progress.processedRows} />
        <Figure label="Added" value={progress.createdCount} detail="new leads" />
        <Figure label="Skipped" value={progress.skippedCount} detail="number already known" />
        <Figure label="Refused" value={progress.refusedCount} detail="see the reasons below" />
      </StatRow>
      {refusals.length > 0 ? (
        <Panel
          title="Rows that made no lead"
          description="Correct them in the file, then import that file: rows that are leads already are not doubled."
          actions={
            <Button onClick={() => download(job, refusals)}>
              <Download aria-hidden="true" /> Download as CSV
            </Button>
          }
        >
          <RefusalTable refusals={refusals} headers={job.columns.map((column) => column.header)} />
        </Panel>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={props.onAgain}>Import another file</Button>
        <Button asChild variant="primary">
          <Link href="/leads">Show the leads</Link>
        </Button>
      </div>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly detail?: string;
}

function Figure({ label, value, detail }: FigureProps) {
  return <Stat label={label} value={value.toLocaleString("en-US")} detail={detail} />;
}

function download(job: ImportJob, refusals: readonly ImportRefusal[]): void {
  const headers = job.columns.map((column) => column.header);
  const rows = refusals.map((refusal) => [
    ...headers.map((header) => refusal.fields[header] ?? ""),
    String(refusal.rowNumber),
    refusal.reason,
  ]);
  const text = formatCsv([...headers, REFUSAL_COLUMNS.row, REFUSAL_COLUMNS.reason], rows);
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${job.fileName.replace(/\.\w+$/, "")} - not imported.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
