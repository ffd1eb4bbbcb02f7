"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { undoImportAction } from "@/app/(desk)/leads/import/actions";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import type { ImportProgress, ImportUndo } from "@/lib/services/imports/schema";
import { runAction } from "@/lib/utils/action-result";
import { describeUndo } from "./undo-words";

interface UndoImportProps {
  readonly progress: ImportProgress;
  readonly fileName: string;
  readonly onUndone?: () => void;
}

/** Takes a whole import back, in batches, and says what stays and why. */
export function UndoImport({ progress, fileName, onUndone }: UndoImportProps) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [undo, setUndo] = useState<ImportUndo>();
  const [problem, setProblem] = useState<string>();
  const isBusy = undo !== undefined && !undo.isFinished && problem === undefined;
  const total = progress.createdCount + progress.updatedCount;
  const run = async () => {
    setIsAsking(false);
    setProblem(undefined);
    for (;;) {
      const result = await runAction(undoImportAction({ importId: progress.importId }));
      if (!result.isOk) return setProblem(result.message);
      setUndo(result.data);
      if (result.data.isFinished) break;
    }
    void client.invalidateQueries({ queryKey: leadKeys.all });
    onUndone?.();
  };
  if (undo?.isFinished) return <Notice kind="success">{describeUndo(undo)}</Notice>;
  if (total === 0) return null;
  return (
    <>
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Button variant="ghost" busy={isBusy} onClick={() => setIsAsking(true)}>
        {isBusy && undo
          ? `Undoing: ${(undo.removedCount + undo.restoredCount + undo.keptCount).toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`
          : "Undo this import"}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Undo the import of ${fileName}?`}
        description={`${progress.createdCount.toLocaleString("en-US")} leads that it added are deleted, ${progress.updatedCount.toLocaleString("en-US")} that it updated get their old values back. Leads that were called, booked, noted or edited since stay as they are.`}
        confirmLabel="Undo the import"
        onConfirm={() => void run()}
      />
    </>
  );
}
