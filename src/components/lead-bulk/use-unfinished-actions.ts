"use client";

import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import { askService } from "@/lib/browser-db";
import { formatCount, nameRunning } from "./bulk-words";
import { useLeadBulk } from "./use-lead-bulk";

/** Offers to go on with what one's own actions left half way: the page was closed, or its network was lost. */
export function useUnfinishedActions(teamId: string, canEdit: boolean): void {
  const { refresh } = useLeadBulk();
  useEffect(() => {
    if (!canEdit) return;
    let isGone = false;
    // Nothing is lost when this cannot be asked: the actions stay under Recent changes.
    offerUnfinished(teamId, refresh, () => isGone).catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [teamId, canEdit, refresh]);
}

async function offerUnfinished(
  teamId: string,
  refresh: () => void,
  isGone: () => boolean,
): Promise<void> {
  const unfinished = await askService(
    () => import("@/lib/services/leads/action-log"),
    async ({ listUnfinishedActions }, db) => {
      const { data } = await db.auth.getClaims();
      const userId = data?.claims.sub;
      return userId ? listUnfinishedActions({ db }, { teamId, userId }) : [];
    },
  );
  if (unfinished.length === 0) return;
  const runner = await import("./action-runner");
  const runningHere = await runner.listRunningHere();
  for (const action of unfinished) {
    if (isGone() || runningHere.has(action.id)) continue;
    const progress = `${formatCount(action.done)} of ${formatCount(action.total)} leads`;
    toast.warning(`${nameRunning(action.kind)} stopped at ${progress}`, {
      id: action.id,
      description: "What is done stays done.",
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Go on", onClick: () => void runner.resumeAction(action, refresh) },
      cancel: { label: "Stop", onClick: () => void runner.stopAction(action.id, refresh) },
    });
  }
}
