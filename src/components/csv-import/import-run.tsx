"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import type { ImportProgress } from "@/lib/services/imports/schema";
import { ImportResult } from "./import-result";
import type { ImportJob } from "./send-import";
import { type ImportRunState, useImportRun } from "./use-import-run";

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
  if (isOver && progress) {
    const hasNoConsent = "choices" in job.begin && job.begin.choices.consent === null;
    return (
      <ImportResult
        fileName={job.file.fileName}
        progress={progress}
        hasNoConsent={hasNoConsent}
        onAgain={onAgain}
      />
    );
  }
  return (
    <Panel title={`Importing ${job.file.fileName}`}>
      <div className="flex flex-col gap-4">
        <Progress
          label="Rows imported"
          value={progress?.processedRows ?? 0}
          max={job.file.rowCount}
        />
        <p role="status" className="figure text-muted">
          {progress ? <Counts progress={progress} /> : "Starting…"}
        </p>
        <RunControls state={state} onStop={stop} onResume={() => void resume()} />
      </div>
    </Panel>
  );
}

function Counts({ progress }: { readonly progress: ImportProgress }) {
  const pace = usePace(progress.processedRows);
  const left = progress.totalRows - progress.processedRows;
  return (
    <>
      {count(progress.processedRows)} of {count(progress.totalRows)} rows:{" "}
      {count(progress.createdCount)} added, {count(progress.updatedCount)} updated,{" "}
      {count(progress.skippedCount)} skipped, {count(progress.refusedCount)} refused
      {left === 0 ? " · bringing them into the list…" : null}
      {pace && left > 0
        ? ` · ${count(Math.round(pace))} rows a second, about ${count(Math.ceil(left / pace))} s left`
        : null}
    </>
  );
}

/** Rows a second since the run was first seen; undefined until there is something to measure. */
function usePace(processedRows: number): number | undefined {
  const begun = useRef<{ readonly atMs: number; readonly rows: number }>(undefined);
  begun.current ??= { atMs: performance.now(), rows: processedRows };
  const seconds = (performance.now() - begun.current.atMs) / 1000;
  const rows = processedRows - begun.current.rows;
  return rows > 0 && seconds > 0.5 ? rows / seconds : undefined;
}

interface RunControlsProps {
  readonly state: ImportRunState;
  readonly onStop: () => void;
  readonly onResume: () => void;
}

function RunControls({ state, onStop, onResume }: RunControlsProps) {
  if (state.phase === "interrupted") {
    return (
      <Notice
        kind="error"
        action={
          <Button size="sm" onClick={onResume}>
            Continue
          </Button>
        }
      >
        The import stopped: {state.message} Nothing that was imported is lost, and nothing is
        imported twice.
      </Notice>
    );
  }
  return (
    <>
      {state.phase === "waiting" ? (
        <Notice kind="warning">
          The connection is lost. The import goes on by itself when it is back.
        </Notice>
      ) : null}
      <div className="flex items-center justify-end gap-3">
        <p className="text-muted text-xs">What is imported already stays when you cancel.</p>
        <Button onClick={onStop} busy={state.phase === "stopping"}>
          Cancel
        </Button>
      </div>
    </>
  );
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
