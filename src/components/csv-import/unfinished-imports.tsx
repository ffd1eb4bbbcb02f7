"use client";

import { useEffect, useState } from "react";
import { cancelImportAction, finishImportAction } from "@/app/(desk)/leads/import/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ImportProgress } from "@/lib/services/imports/schema";
import { runAction } from "@/lib/utils/action-result";
import { forgetFile, type KeptFile, listKeptFiles } from "./kept-files";

interface Unfinished {
  readonly kept: KeptFile;
  readonly progress: ImportProgress;
}

/** Imports that this browser left half way: the page was closed, or its network was lost. */
export function UnfinishedImports({ onGoOn }: { readonly onGoOn: (kept: KeptFile) => void }) {
  const [unfinished, setUnfinished] = useState<readonly Unfinished[]>([]);
  useEffect(() => {
    let isGone = false;
    void findUnfinished().then((found) => {
      if (!isGone) setUnfinished(found);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const discard = async (importId: string) => {
    setUnfinished((before) => before.filter(({ kept }) => kept.importId !== importId));
    await runAction(cancelImportAction({ importId }));
    await forgetFile(importId);
  };
  return unfinished.map(({ kept, progress }) => (
    <Notice
      key={kept.importId}
      kind="warning"
      action={
        <span className="flex gap-2">
          <Button size="sm" variant="primary" onClick={() => onGoOn(kept)}>
            Go on
          </Button>
          <Button size="sm" onClick={() => void discard(kept.importId)}>
            Discard
          </Button>
        </span>
      }
    >
      An import of {kept.fileName} stopped at row {progress.processedRows.toLocaleString("en-US")}{" "}
      of {progress.totalRows.toLocaleString("en-US")}.
    </Notice>
  ));
}

/** What has all its rows is finished, and what is over meanwhile, or gone, forgotten on the way. */
async function findUnfinished(): Promise<Unfinished[]> {
  const found: Unfinished[] = [];
  for (const kept of await listKeptFiles()) {
    const { importId } = kept;
    const progress = await runAction(finishImportAction({ importId }));
    if (progress.isOk && progress.data.state === "running") {
      found.push({ kept, progress: progress.data });
    } else if (progress.isOk) {
      await forgetFile(importId);
    }
  }
  return found;
}
