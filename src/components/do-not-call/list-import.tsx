"use client";

import { useState } from "react";
import { ListCheck } from "./list-check";
import { ListChoose, type ListFile } from "./list-choose";
import { ListRun } from "./list-run";
import type { ListJob } from "./send-list";

interface ListImportProps {
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** From a file to entries in three steps: choose, check the column, import. */
export function ListImport({ onChanged, onClose }: ListImportProps) {
  const [file, setFile] = useState<ListFile>();
  const [job, setJob] = useState<ListJob>();
  if (job) return <ListRun job={job} onChanged={onChanged} onClose={onClose} />;
  if (!file) return <ListChoose onChosen={setFile} />;
  return <ListCheck file={file} onBack={() => setFile(undefined)} onStart={setJob} />;
}
