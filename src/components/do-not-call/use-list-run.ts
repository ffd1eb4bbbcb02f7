"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type ListJob, NOTHING_SENT, sendList } from "./send-list";

export type ListRunState =
  | { readonly phase: "running" | "stopping" | "finished" | "cancelled" }
  | { readonly phase: "interrupted"; readonly message: string };

/** Runs the import of a list as soon as it is mounted; it can be stopped, and continued after a failure. */
export function useListRun(job: ListJob) {
  const [state, setState] = useState<ListRunState>({ phase: "running" });
  const [progress, setProgress] = useState(NOTHING_SENT);
  const reached = useRef(NOTHING_SENT);
  const controller = useRef(new AbortController());

  const run = useCallback(async () => {
    const { signal } = controller.current;
    setState({ phase: "running" });
    const result = await sendList(job, {
      from: reached.current,
      onProgress: (next) => {
        reached.current = next;
        setProgress(next);
      },
      signal,
    });
    if (!result.isOk) return setState({ phase: "interrupted", message: result.message });
    const isWhole = result.data.sentCount === job.texts.length;
    setState({ phase: isWhole ? "finished" : "cancelled" });
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

  return { state, progress, stop, resume: run };
}
