"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { ImportResult } from "./import-result";
import type { ImportJob } from "./send-import";
import { useImportRun } from "./use-import-run";

interface ImportRunProps {
  readonly job: ImportJob;
  readonly onAgain: () => void;
}

/** An import under way, and what came of it. */
export function ImportRun({ job, onAgain }: ImportRunProps) {
  const { state, progress, stop, resume } = useImportRun(job);
  const client = useQueryClient();
  const isOver = state.phase === "finished" || state.phase === "cancelled";
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: leadKeys.all });
  }, [isOver, client]);
  if (state.phase === "finished" || state.phase === "cancelled") {
    return (
      <ImportResult
        job={job}
        progress={progress}
        importId={state.importId}
        isCancelled={state.phase === "cancelled"}
        refusals={state.refusals}
        onAgain={onAgain}
      />
    );
  }
  const total = job.rows.length;
  return (
    <Panel title={`Importing ${job.fileName}`}>
      <div className="flex flex-col gap-4">
        <Progress label="Rows imported" value={progress.processedRows} max={total} />
        <p role="status" className="figure text-muted">
          {progress.processedRows.toLocaleString("en-US")} of {total.toLocaleString("en-US")} rows:{" "}
          {progress.createdCount.toLocaleString("en-US")} added,{" "}
          {progress.skippedCount.toLocaleString("en-US")} skipped,{" "}
          {progress.refusedCount.toLocaleString("en-US")} refused
        </p>
        {state.phase === "interrupted" ? (
          <Notice
            kind="error"
            action={
              <Button size="sm" onClick={() => void resume()}>
                Continue
              </Button>
            }
          >
            The import stopped: {state.message} Nothing that was imported is lost, and nothing is
            imported twice.
          </Notice>
        ) : (
          <div className="flex justify-end">
            <Button onClick={stop} busy={state.phase === "stopping"}>
              Cancel
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
