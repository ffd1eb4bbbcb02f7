"use client";

import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { askService } from "@/lib/browser-db";
import { userMessageOf } from "@/lib/errors";
import type { LoggedAction } from "@/lib/services/leads/action-log";
import { resumeAction, undoAction } from "./action-runner";
import { describeDone, describeUndone, formatCount, nameDone, nameRunning } from "./bulk-words";
import { actionLogKey, useLeadBulk } from "./use-lead-bulk";

export interface RecentChangesProps {
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** What the team did to many leads at once lately: who, when, how many, and back. */
export function RecentChanges({ teamId, canEdit, onClose }: RecentChangesProps) {
  const actions = useQuery({
    queryKey: actionLogKey(teamId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/action-log"),
        ({ listLeadActions }, db) => listLeadActions({ db }, { teamId }),
      ),
  });
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        title="Recent changes"
        description="What was done to several leads at once. Undo keeps what was changed again since."
      >
        {actions.isError ? (
          <ErrorState
            title="The changes could not be loaded"
            message={userMessageOf(actions.error)}
            onRetry={() => void actions.refetch()}
            isRetrying={actions.isFetching}
          />
        ) : !actions.data ? (
          <SkeletonRows rows={6} label="Loading changes" />
        ) : actions.data.length === 0 ? (
          <p className="text-muted">Nothing has been done to several leads at once yet.</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {actions.data.map((action) => (
              <ActionRow key={action.id} action={action} canEdit={canEdit} />
            ))}
          </ul>
        )}
      </SheetContent>
    </Sheet>
  );
}

interface ActionRowProps {
  readonly action: LoggedAction;
  readonly canEdit: boolean;
}

function ActionRow({ action, canEdit }: ActionRowProps) {
  const { refresh } = useLeadBulk();
  const [isBusy, setIsBusy] = useState(false);
  const work = async (run: typeof undoAction) => {
    setIsBusy(true);
    await run(action, refresh);
    setIsBusy(false);
  };
  const isHalfUndone = action.state === "undone" && action.undone < action.changed;
  const canUndo =
    action.kind !== "attest" && action.changed > 0 && (action.state !== "undone" || isHalfUndone);
  const { title, rest } = describeLogged(action);
  return (
    <li className="flex items-start gap-3 py-2.5 text-[0.8125rem]">
      <div className="min-w-0 grow">
        <p className="font-medium">{title}</p>
        {rest ? <p className="text-muted">{rest}</p> : null}
        <p className="truncate text-muted text-xs">
          {action.by ?? "Somebody who has left"} · <RelativeTime value={action.startedAt} />
        </p>
      </div>
      {canEdit && action.state === "running" ? (
        <Button size="sm" busy={isBusy} onClick={() => void work(resumeAction)}>
          Go on
        </Button>
      ) : null}
      {canEdit && canUndo ? (
        <Button size="sm" busy={isBusy} onClick={() => void work(undoAction)}>
          <Undo2 aria-hidden="true" /> Undo
        </Button>
      ) : null}
    </li>
  );
}

function describeLogged(action: LoggedAction): { readonly title: string; readonly rest?: string } {
  if (action.state === "running") {
    const done = `${formatCount(action.done)} of ${formatCount(action.total)}`;
    return { title: `${nameRunning(action.kind)}: ${done}` };
  }
  const { title, rest } = describeDone(action, nameDone({ kind: action.kind }));
  if (action.state !== "undone") return rest ? { title, rest } : { title };
  const undone = describeUndone(action);
  return { title, rest: `Undone: ${undone.title}. ${undone.rest ?? ""}`.trim() };
}
