"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ChooseStep, type ChosenFile } from "./choose-step";
import { ImportRun } from "./import-run";
import { MappingStep } from "./mapping-step";
import type { ImportJob } from "./send-import";

/** From a file to leads in three steps: choose, check the columns, import. */
export function CsvImport({ teamId }: { readonly teamId: string }) {
  const [file, setFile] = useState<ChosenFile>();
  const [job, setJob] = useState<ImportJob>();
  const reader = useRef<ChosenFile["reader"]>(undefined);
  const take = useCallback((next: ChosenFile | undefined) => {
    if (reader.current && reader.current !== next?.reader) reader.current.close();
    reader.current = next?.reader;
    setFile(next);
  }, []);
  useEffect(() => () => reader.current?.close(), []);
  const startOver = () => {
    setJob(undefined);
    take(undefined);
  };
  if (job) return <ImportRun job={job} onAgain={startOver} />;
  if (!file) {
    return (
      <ChooseStep
        onChosen={take}
        onGoOn={(kept, importId) => {
          take(kept);
          setJob({ file: { ...kept, ...kept.opened }, begin: { importId } });
        }}
      />
    );
  }
  return (
    <MappingStep
      key={`${file.opened.encoding}${file.opened.delimiter}`}
      teamId={teamId}
      file={file}
      onBack={startOver}
      onReread={take}
      onStart={(choices) => setJob({ file: { ...file, ...file.opened }, begin: { choices } })}
    />
  );
}
