"use client";

import { useState } from "react";
import { ChooseStep, type ChosenFile } from "./choose-step";
import { ImportRun } from "./import-run";
import { MappingStep } from "./mapping-step";
import type { ImportJob } from "./send-import";

/** From a file to leads in three steps: choose, check the columns, import. */
export function CsvImport() {
  const [file, setFile] = useState<ChosenFile>();
  const [job, setJob] = useState<ImportJob>();
  const startOver = () => {
    setJob(undefined);
    setFile(undefined);
  };
  if (!file) return <ChooseStep onChosen={setFile} />;
  if (job) return <ImportRun job={job} onAgain={startOver} />;
  return (
    <MappingStep
      file={file}
      onBack={startOver}
      onStart={(columns, consent) =>
        setJob({ fileName: file.fileName, rows: file.rows, columns, consent })
      }
    />
  );
}
