"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ImportProgress, ImportRefusal } from "@/lib/services/imports/schema";
import { type ImportJob, sendImport } from "./send-import";

export type ImportRunState =
  | { readonly phase: "running" | "stopping" }
  | { readonly phase: "interrupted"; readonly message: string }
  | {
      readonly phase: "finished" | "cancelled";
      readonly importId: string;
      readonly refusals: readonly ImportRefusal[];
    };

const NOTHING: Omit<ImportProgress, "importId" | "state" | "totalRows"> = {
  processedRows: 0,
  createdCount: 0,
  updatedCount: 0,
  skippedCount: 0,
  refusedCount: 0,
  suppressedCount: 0,
};

/** Runs an import as soon as it is mounted; it can be stopped, and continued after a failure. */
export function useImportRun(job: ImportJob) {
  const [state, setState] = useState<ImportRunState>({ phase: "running" });
  const [progress, setProgress] = useState<typeof NOTHING>(NOTHING);
  const importId = useRef<string>(undefined);
  const controller = useRef(new AbortController());

  const run = useCallback(async () => {
    const { signal } = controller.current;
    setState({ phase: "running" });
    const result = await sendImport(job, {
      importId: importId.current,
      onStart: (id) => {
        importId.current = id;
      },
      onProgress: setProgress,
      signal,
    });
    if (!result.isOk) return setState({ phase: "interrupted", message: result.message });
    setState({ phase: signal.aborted ? "cancelled" : "finished", ...result.data });
  }, [job]);

  const stop = useCallback(() => {
    controller.current.abort();
    setState({ phase: "stopping" });
  }, []);

  useEffect(() => {
    controller.current = new AbortController();
    // A moment later, so that a mount that is undone at once (as React's development mode does) starts nothing.
    const timer = setTimeout(() => void run());
    return () => {
      clearTimeout(timer);
      controller.current.abort();
    };
  }, [run]);

  useLeaveWarning(state.phase === "running" || state.phase === "stopping");
  return { state, progress, stop, resume: run };
}

function useLeaveWarning(isRunning: boolean): void {
  useEffect(() => {
    if (!isRunning) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isRunning]);
}
