import { importSuppressionsAction } from "@/app/(desk)/do-not-call/actions";
import type { UnreadableRow } from "@/lib/services/suppression-import";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import { DO_NOT_CALL_CHUNK_ROWS } from "@/lib/utils/do-not-call-file";

/** A list that is on its way. */
export interface ListJob {
  readonly fileName: string;
  /** One address each; a row's number is its place, counted from 1. */
  readonly texts: readonly string[];
  readonly reason: string;
}

/** How far it is; added + known + unreadable = sent. */
export interface ListProgress {
  readonly sentCount: number;
  readonly addedCount: number;
  readonly knownCount: number;
  readonly unreadable: readonly UnreadableRow[];
}

export const NOTHING_SENT: ListProgress = {
  sentCount: 0,
  addedCount: 0,
  knownCount: 0,
  unreadable: [],
};

interface SendOptions {
  /** Where to go on from. */
  readonly from: ListProgress;
  readonly onProgress: (progress: ListProgress) => void;
  /** Stops between two chunks; what has been added stays. */
  readonly signal: AbortSignal;
}

/** Sends what is left of a list in chunks. */
export async function sendList(
  job: ListJob,
  { from, onProgress, signal }: SendOptions,
): Promise<ActionOutcome<ListProgress>> {
  let progress = from;
  while (progress.sentCount < job.texts.length && !signal.aborted) {
    const start = progress.sentCount;
    const rows = job.texts
      .slice(start, start + DO_NOT_CALL_CHUNK_ROWS)
      .map((text, index) => ({ rowNumber: start + index + 1, text }));
    const sent = await runAction(importSuppressionsAction({ reason: job.reason, rows }));
    if (!sent.isOk) return sent;
    progress = {
      sentCount: start + rows.length,
      addedCount: progress.addedCount + sent.data.addedCount,
      knownCount: progress.knownCount + sent.data.knownCount,
      unreadable: [...progress.unreadable, ...sent.data.unreadable],
    };
    onProgress(progress);
  }
  return { isOk: true, data: progress };
}
