import type { ComponentType } from "react";
import type { BulkQuestionDialogProps } from "./bulk-question";
import type { ListManagerProps } from "./list-manager";
import type { RecentChangesProps } from "./recent-changes";

/** The layers over the list of leads, whose code comes when they are first opened. */
export async function loadBulkQuestion(): Promise<ComponentType<BulkQuestionDialogProps>> {
  return (await import("./bulk-question")).BulkQuestionDialog;
}

export async function loadListManager(): Promise<ComponentType<ListManagerProps>> {
  return (await import("./list-manager")).ListManager;
}

export async function loadRecentChanges(): Promise<ComponentType<RecentChangesProps>> {
  return (await import("./recent-changes")).RecentChanges;
}
