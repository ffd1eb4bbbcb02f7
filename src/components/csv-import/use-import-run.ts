"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ImportProgress } from "@/lib/services/imports/schema";
import { forgetFile } from "./kept-files";
import { type ImportJob, sendImport } from "./send-import";

export type ImportRunState =
  | { readonly phase: "running" | "waiting" | "stopping" }
  | { readonly phase: "interrupted"; readonly message: string }
  | { readonly phase: "finished" | "cancelled" };

/** Runs an import as soon as it is mounted; it can be stopped, and continued after a failure. */
export function useImportRun(first: ImportJob) {
  const [state, setState] = useState<ImportRunState>({ phase: "running" });
  const [progress, setProgress] = useState<ImportProgress>();
  const job = useRef(first);
  const controller = useRef(new AbortController());

  const run = useCallback(async () => {
    const { signal } = controller.current;
    setState({ phase: "running" });
    const result = await sendImport(job.current, {
      onProgress: (now) => {
        setProgress(now);
        // From here on it is known: whatever happens, it goes on with this one.
        job.current = { ...job.current, begin: { importId: now.importId } };
      },
      onWaiting: (isWaiting) =>
        setState((before) =>
          before.phase === "running" || before.phase === "waiting"
            ? { phase: isWaiting ? "waiting" : "running" }
            : before,
        ),
      signal,
    });
    if (!result.isOk) return setState({ phase: "interrupted", message: result.message });
    setProgress(result.data);
    await forgetFile(result.data.importId);
    setState({ phase: result.data.state === "cancelled" ? "cancelled" : "finished" });
  }, []);

  const stop = useCallback(() => {
    controller.current.abort();
    setState({ phase: "stopping" });
  }, []);

  useEffect(() => {
    controller.current = new AbortController();
    // A moment later, so that a mount that is undone at once (as React's development mode does) starts nothing.
    const timer = setTimeout(() => void run());
    return () => clearTimeout(timer);
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
