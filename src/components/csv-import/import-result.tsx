"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Stat, StatRow } from "@/components/ui/stat";
import { userMessageOf } from "@/lib/errors";
import type { ImportProgress } from "@/lib/services/imports/schema";
import { AttestLater } from "./attest-later";
import { RefusalTable } from "./refusal-table";
import { UndoImport } from "./undo-import";
import { useRefusals } from "./use-refusals";

interface ImportResultProps {
  readonly fileName: string;
  readonly progress: ImportProgress;
  /** The leads came in without a basis for calling. */
  readonly hasNoConsent: boolean;
  readonly canUndo?: boolean;
  readonly onUndone?: () => void;
  readonly onAgain?: () => void;
}

/** What came of an import: figures that add up, and every row that made no lead. */
export function ImportResult(props: ImportResultProps) {
  const { fileName, progress, hasNoConsent, canUndo = true, onAgain } = props;
  const { importId } = progress;
  const restCount = progress.totalRows - progress.processedRows;
  const missedCount = progress.skippedCount + progress.refusedCount;
  return (
    <div className="flex flex-col gap-5">
      {onAgain ? (
        <Notice kind={progress.state === "cancelled" ? "warning" : "success"}>
          {progress.state === "cancelled"
            ? `The import was cancelled. ${count(restCount)} rows were not looked at; the leads that were added stay.`
            : `${fileName} is imported.`}
        </Notice>
      ) : null}
      {hasNoConsent && progress.createdCount > 0 ? (
        <AttestLater importId={importId} fileName={fileName} />
      ) : null}
      <StatRow>
        <Figure label="Rows" value={progress.processedRows} />
        <Figure label="Added" value={progress.createdCount} detail="new leads" />
        <Figure label="Updated" value={progress.updatedCount} detail="leads with that number" />
        <Figure label="Skipped" value={progress.skippedCount} detail="number already known" />
        <Figure label="Refused" value={progress.refusedCount} detail="see the reasons below" />
        {progress.suppressedCount > 0 ? (
          <Figure
            label="Do not call"
            value={progress.suppressedCount}
            detail="added or updated, never called"
          />
        ) : null}
      </StatRow>
      {missedCount > 0 ? <Missed importId={importId} count={missedCount} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        {canUndo ? (
          <UndoImport
            progress={progress}
            fileName={fileName}
            {...(props.onUndone ? { onUndone: props.onUndone } : {})}
          />
        ) : null}
        {onAgain ? <Button onClick={onAgain}>Import another file</Button> : null}
        <Button asChild variant="primary">
          <Link href={`/leads?import=${importId}`}>Show the leads</Link>
        </Button>
      </div>
    </div>
  );
}

/** More than these are read in the file. */
const SHOWN = 100;

function Missed({
  importId,
  count: missed,
}: {
  readonly importId: string;
  readonly count: number;
}) {
  const { data, error, refetch, isFetching } = useRefusals(importId);
  const shown = data?.refusals.slice(0, SHOWN) ?? [];
  return (
    <Panel
      title="Rows that made no lead"
      description="Correct them in the file, then import that file: rows that are leads already are not doubled."
      actions={
        <Button asChild>
          <a href={`/api/imports/${importId}/refused.csv`} download>
            <Download aria-hidden="true" /> Download as CSV
          </a>
        </Button>
      }
    >
      {data ? (
        <>
          <RefusalTable refusals={shown} headers={data.headers} />
          {missed > shown.length ? (
            <p className="mt-2 text-[0.8125rem] text-muted">
              The first {count(shown.length)} of {count(missed)}; all of them are in the file.
            </p>
          ) : null}
        </>
      ) : error ? (
        <ErrorState
          title="The rows could not be loaded"
          message={userMessageOf(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : (
        <SkeletonRows rows={6} label="Loading the rows" />
      )}
    </Panel>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly detail?: string;
}

function Figure({ label, value, detail }: FigureProps) {
  return <Stat label={label} value={count(value)} detail={detail} />;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
