"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { ListResult } from "./list-result";
import type { ListJob } from "./send-list";
import { useListRun } from "./use-list-run";

interface ListRunProps {
  readonly job: ListJob;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** The import of a list under way, and what came of it. */
export function ListRun({ job, onChanged, onClose }: ListRunProps) {
  const { state, progress, stop, resume } = useListRun(job);
  const isOver = state.phase === "finished" || state.phase === "cancelled";
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over.
  useEffect(() => {
    if (isOver) onChanged();
  }, [isOver]);
  if (isOver) {
    return (
      <ListResult
        job={job}
        progress={progress}
        isCancelled={state.phase === "cancelled"}
        onClose={onClose}
      />
    );
  }
  const total = job.texts.length;
  return (
    <div className="flex flex-col gap-4">
      <Progress label="Rows imported" value={progress.sentCount} max={total} />
      <p role="status" className="figure text-muted">
        {progress.sentCount.toLocaleString("en-US")} of {total.toLocaleString("en-US")} rows.
        Closing this stops the import; what was added stays.
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
          The import stopped: {state.message} What was added stays, and nothing is added twice.
        </Notice>
      ) : (
        <div className="flex justify-end">
          <Button onClick={stop} busy={state.phase === "stopping"}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}
