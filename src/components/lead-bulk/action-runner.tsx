"use client";

import {
  cancelLeadActionAction,
  continueLeadActionAction,
  startLeadActionAction,
  undoLeadActionAction,
} from "@/app/(desk)/leads/bulk-actions";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import type {
  LeadAction,
  LeadActionKind,
  LeadActionProgress,
} from "@/lib/services/leads/lead-action";
import type { LeadSelection } from "@/lib/services/leads/lead-query";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import {
  type ActionWords,
  describeDone,
  describeUndone,
  formatCount,
  nameDone,
  nameRunning,
} from "./bulk-words";

/** Long enough to read the sentence, look at the list and think again. */
const UNDO_MS = 15_000;

const LOCK_PREFIX = "lead-action:";

type Outcome = Promise<ActionOutcome<LeadActionProgress>>;

interface Batches {
  /** Works through the next batch; called until nothing is left. */
  readonly next: (actionId: string) => Outcome;
  readonly label: string;
  readonly measure: (progress: LeadActionProgress) => readonly [done: number, total: number];
  /** Ends it between two batches; without it, it cannot be stopped. */
  readonly stop?: (actionId: string) => Outcome;
  readonly onFinished: (progress: LeadActionProgress) => void;
  readonly onChanged: () => void;
}

let lastUndo: { readonly run: () => void; readonly until: number } | undefined;

/** Takes the newest action back while its toast offers that; says whether there was one. */
export function undoLast(): boolean {
  if (!lastUndo || Date.now() > lastUndo.until) return false;
  lastUndo.run();
  return true;
}

/** Does something to a selection of leads, tells of it, and offers to undo it. Resolves when it is over. */
export async function startAction(input: {
  readonly selection: LeadSelection;
  readonly action: LeadAction;
  readonly listName?: string | undefined;
  readonly onChanged: () => void;
}): Promise<void> {
  const { selection, action, onChanged } = input;
  const first = await runAction(startLeadActionAction({ selection, action }));
  if (!first.isOk) return toast.error(first.message);
  await finishAction(first.data, nameDone(action, input.listName), onChanged);
}

/** Goes on with an action that was left half way. */
export async function resumeAction(
  action: { readonly id: string; readonly kind: LeadActionKind },
  onChanged: () => void,
): Promise<void> {
  const next = await runAction(continueLeadActionAction({ actionId: action.id }));
  if (!next.isOk) return toast.error(next.message);
  await finishAction(next.data, nameDone(action), onChanged);
}

/** Leaves an action where it stopped. */
export async function stopAction(actionId: string, onChanged: () => void): Promise<void> {
  const stopped = await runAction(cancelLeadActionAction({ actionId }));
  if (!stopped.isOk) return toast.error(stopped.message);
  tellDone(stopped.data, nameDone(stopped.data), onChanged);
}

/** Takes back what an action changed; what was changed again since stays. */
export async function undoAction(
  action: { readonly id: string; readonly kind: LeadActionKind },
  onChanged: () => void,
): Promise<void> {
  lastUndo = undefined;
  const next = (actionId: string) => runAction(undoLeadActionAction({ actionId }));
  const first = await next(action.id);
  if (!first.isOk) return toast.error(first.message, { id: action.id });
  await workThrough(first.data, {
    next,
    label: `Undoing: ${nameRunning(action.kind).toLowerCase()}`,
    measure: ({ undone, changed }) => [undone, changed],
    onFinished: (progress) => {
      const { title, rest } = describeUndone(progress);
      const tell = rest ? toast.warning : toast.success;
      tell(title, { id: action.id, description: rest, action: undefined, duration: 8000 });
    },
    onChanged,
  });
}

/** The actions that pages of this browser are working through right now. */
export async function listRunningHere(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = "" }) => name.slice(LOCK_PREFIX.length)));
}

function finishAction(
  progress: LeadActionProgress,
  words: ActionWords,
  onChanged: () => void,
): Promise<void> {
  return workThrough(progress, {
    next: (actionId) => runAction(continueLeadActionAction({ actionId })),
    stop: (actionId) => runAction(cancelLeadActionAction({ actionId })),
    label: nameRunning(progress.kind),
    measure: ({ done, total }) => [done, total],
    onFinished: (finished) => tellDone(finished, words, onChanged),
    onChanged,
  });
}

/** Held under a lock of the browser's, so that another page does not take it for one that was left half way. */
async function workThrough(first: LeadActionProgress, batches: Batches): Promise<void> {
  await navigator.locks.request(`${LOCK_PREFIX}${first.actionId}`, () => loop(first, batches));
  batches.onChanged();
}

async function loop(first: LeadActionProgress, batches: Batches): Promise<void> {
  let progress = first;
  let isStopped = false;
  while (!progress.isFinished) {
    showProgress(progress, batches, () => {
      isStopped = true;
    });
    const step = isStopped && batches.stop ? batches.stop : batches.next;
    const result = await step(progress.actionId);
    if (!result.isOk) return tellBroken(progress, result.message, batches);
    progress = result.data;
  }
  batches.onFinished(progress);
}

function showProgress(progress: LeadActionProgress, batches: Batches, onStop: () => void): void {
  const [done, total] = batches.measure(progress);
  toast.message(`${batches.label}: ${formatCount(done)} of ${formatCount(total)}`, {
    id: progress.actionId,
    duration: Number.POSITIVE_INFINITY,
    description: <Progress label={batches.label} value={done} max={total} className="mt-2 w-56" />,
    action: batches.stop
      ? {
          label: "Stop",
          onClick: (event) => {
            event.preventDefault();
            onStop();
          },
        }
      : undefined,
  });
}

function tellBroken(progress: LeadActionProgress, message: string, batches: Batches): void {
  const [done, total] = batches.measure(progress);
  toast.error(`${batches.label} stopped at ${formatCount(done)} of ${formatCount(total)}`, {
    id: progress.actionId,
    description: message,
    duration: Number.POSITIVE_INFINITY,
    action: { label: "Go on", onClick: () => void workThrough(progress, batches) },
  });
}

function tellDone(progress: LeadActionProgress, words: ActionWords, onChanged: () => void): void {
  const { title, rest } = describeDone(progress, words);
  const { actionId: id, kind } = progress;
  const canUndo = progress.changed > 0 && kind !== "attest";
  const undo = () => void undoAction({ id, kind }, onChanged);
  lastUndo = canUndo ? { run: undo, until: Date.now() + UNDO_MS } : undefined;
  const tell = rest ? toast.warning : toast.success;
  tell(title, {
    id,
    description: rest,
    duration: UNDO_MS,
    action: canUndo ? { label: "Undo", onClick: undo } : undefined,
  });
}
