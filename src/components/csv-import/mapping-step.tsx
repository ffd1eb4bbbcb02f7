"use client";

import { useId, useMemo, useState } from "react";
import { ConsentChoice } from "@/components/consent/consent-choice";
import { NO_CONSENT_DRAFT, readConsentDraft } from "@/components/consent/consent-draft";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { Consent } from "@/lib/utils/consent-texts";
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
  readonly onStart: (columns: readonly ColumnMapping[], consent: Consent | null) => void;
}

/** What each column holds (guessed, editable), what the first rows become, and on which basis they may be called. */
export function MappingStep({ file, onBack, onStart }: MappingStepProps) {
  const hintId = useId();
  const [columns, setColumns] = useState(() =>
    guessColumns(file.headers, file.rows.slice(0, SAMPLE_ROWS)),
  );
  const [draft, setDraft] = useState(NO_CONSENT_DRAFT);
  const drafted = readConsentDraft(draft);
  const setTarget = (index: number, target: ColumnTarget) =>
    setColumns((now) => now.map((column, at) => (at === index ? { ...column, target } : column)));
  const missing = useMemo(
    () => findMissingFields(columns).map((field) => COLUMN_LABELS[field].toLowerCase()),
    [columns],
  );
  const preview = file.rows.slice(0, PREVIEW_ROWS);
  const start = () => {
    if (drafted.kind === "consent") onStart(columns, drafted.consent);
    else if (drafted.kind === "none") onStart(columns, null);
  };
  const isReady = missing.length === 0 && (drafted.kind === "consent" || drafted.kind === "none");
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
      <Panel
        title="Consent"
        description="What you choose is stored with your name, the time and the wording."
      >
        <ConsentChoice scope="file" value={draft} onChange={setDraft} allowsNone />
      </Panel>
      {missing.length > 0 ? (
        <Notice kind="warning">
          No column gives the {missing.join(" and the ")}. Every lead needs a company name, a phone
          number and an e-mail address.
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {drafted.kind === "open" || drafted.kind === "incomplete" ? (
          <p id={hintId} role="status" className="text-[0.8125rem] text-muted">
            {drafted.kind === "open" ? "Choose the basis for calling first." : drafted.message}
          </p>
        ) : null}
        <Button onClick={onBack}>Choose another file</Button>
        <Button
          variant="primary"
          disabled={!isReady}
          aria-describedby={isReady ? undefined : hintId}
          onClick={start}
        >
          Import {rowCount} {file.rows.length === 1 ? "row" : "rows"}
        </Button>
      </div>
    </div>
  );
}
