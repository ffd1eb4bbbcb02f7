"use client";

import { useRouter } from "next/navigation";
import { ImportResult } from "@/components/csv-import/import-result";
import { describeUndo } from "@/components/csv-import/undo-words";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ImportSummary } from "@/lib/services/imports/schema";
import { ImportState } from "./import-list";
import { useFreshPage } from "./use-fresh-page";

interface OneImportProps {
  readonly summary: ImportSummary;
  readonly canEdit: boolean;
}

/** What came of an import, also while it goes on in somebody else's browser. */
export function OneImport({ summary, canEdit }: OneImportProps) {
  useFreshPage();
  const router = useRouter();
  const left = summary.totalRows - summary.processedRows;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex items-center gap-3 text-muted">
        <ImportState summary={summary} />
        <RelativeTime value={summary.begunAt} />
      </p>
      {summary.undo?.isFinished ? <Notice kind="info">{describeUndo(summary.undo)}</Notice> : null}
      {summary.state === "running" ? (
        <Notice kind="info">
          {left.toLocaleString("en-US")} rows are still to come. It goes on in the browser that
          began it; the same file, chosen there again, goes on where it stopped.
        </Notice>
      ) : null}
      <ImportResult
        fileName={summary.fileName}
        progress={summary}
        hasNoConsent={false}
        canUndo={canEdit && summary.undo?.isFinished !== true && summary.state !== "running"}
        onUndone={() => router.refresh()}
      />
    </div>
  );
}
