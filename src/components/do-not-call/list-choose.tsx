"use client";

import { FileUp } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import {
  type DoNotCallTable,
  MAX_DO_NOT_CALL_ROWS,
  readDoNotCallBytes,
} from "@/lib/utils/do-not-call-file";

export interface ListFile extends DoNotCallTable {
  readonly fileName: string;
}

interface ListChooseProps {
  readonly onChosen: (file: ListFile) => void;
}

export function ListChoose({ onChosen }: ListChooseProps) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setIsBusy(true);
    setProblem(undefined);
    const result = await readDoNotCallBytes(new Uint8Array(await file.arrayBuffer()));
    setIsBusy(false);
    if (result.isOk) onChosen({ ...result, fileName: file.name });
    else setProblem(`${file.name}: ${result.reason}`);
  };
  return (
    <div className="flex flex-col gap-4">
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <div className="flex flex-col items-center gap-3 rounded-lg border border-line-strong border-dashed px-4 py-10 text-center">
        <FileUp aria-hidden="true" className="size-6 text-muted" />
        <p className="max-w-prose text-balance text-[0.8125rem] text-muted">
          At most {MAX_DO_NOT_CALL_ROWS.toLocaleString("en-US")} rows. Files of the National Do Not
          Call Registry are understood as they are.
        </p>
        <Button asChild variant="primary" busy={isBusy}>
          <label htmlFor={id} className="cursor-pointer focus-within:outline-2">
            Choose a file
            <input
              id={id}
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
              className="sr-only"
              onChange={(event) => {
                void take(event.target.files?.[0]);
                // The same file may be chosen again after it was corrected.
                event.target.value = "";
              }}
            />
          </label>
        </Button>
      </div>
    </div>
  );
}
