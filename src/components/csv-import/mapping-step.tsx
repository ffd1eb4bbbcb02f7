"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import {
  COLUMN_LABELS,
  type ColumnMapping,
  type ColumnTarget,
  findMissingFields,
  guessColumns,
} from "@/lib/utils/csv-columns";
import type { ChosenFile } from "./choose-step";
import { ColumnTable } from "./column-table";
import { PreviewTable } from "./preview-table";

const SAMPLE_ROWS = 50;
const PREVIEW_ROWS = 8;

interface MappingStepProps {
  readonly file: ChosenFile;
  readonly onBack: () => void;
  readonly onStart: (columns: readonly ColumnMapping[]) => void;
}

/** What each column holds (guessed, editable), and what the first rows become. */
export function MappingStep({ file, onBack, onStart }: MappingStepProps) {
  const [columns, setColumns] = useState(() =>
    guessColumns(file.headers, file.rows.slice(0, SAMPLE_ROWS)),
  );
  const setTarget = (index: number, target: ColumnTarget) =>
    setColumns((now) => now.map((column, at) => (at === index ? { ...column, target } : column)));
  const missing = useMemo(
    () => findMissingFields(columns).map((field) => COLUMN_LABELS[field].toLowerCase()),
    [columns],
  );
  const preview = file.rows.slice(0, PREVIEW_ROWS);
  const rowCount = file.rows.length.toLocaleString("en-US");
  return (
    <div className="flex flex-col gap-5">
      <Panel
        title="Columns"
        description={`${file.fileName}: ${rowCount} rows, ${file.headers.length} columns. Check what each column holds.`}
      >
        <ColumnTable columns={columns} sample={file.rows.slice(0, 3)} onChange={setTarget} />
      </Panel>
      <Panel title="First rows" description="As they would be stored.">
        <PreviewTable rows={preview} columns={columns} />
      </Panel>
      {missing.length > 0 ? (
        <Notice kind="warning">
          No column gives the {missing.join(" and the ")}. Every lead needs a company name, a phone
          number and an e-mail address.
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Choose another file</Button>
        <Button variant="primary" disabled={missing.length > 0} onClick={() => onStart(columns)}>
          Import {rowCount} {file.rows.length === 1 ? "row" : "rows"}
        </Button>
      </div>
    </div>
  );
}
