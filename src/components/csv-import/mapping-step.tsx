"use client";

import { useEffect, useId, useMemo, useRef, useState } from "react";
import { getMappingAction } from "@/app/(desk)/leads/import/actions";
import { ConsentChoice } from "@/components/consent/consent-choice";
import { NO_CONSENT_DRAFT, readConsentDraft } from "@/components/consent/consent-draft";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { runAction } from "@/lib/utils/action-result";
import { COLUMN_LABELS, type ColumnTarget, findMissingFields } from "@/lib/utils/csv-columns";
import type { ChosenFile } from "./choose-step";
import { ColumnTable } from "./column-table";
import { DuplicateChoice, type DuplicateDraft, FIRST_DRAFT } from "./duplicate-choice";
import { FileCheckPanel } from "./file-check-panel";
import { ReadingChoice } from "./reading-choice";
import type { ImportChoices } from "./send-import";

interface MappingStepProps {
  readonly teamId: string;
  readonly file: ChosenFile;
  readonly onBack: () => void;
  /** The same file, read in another way. */
  readonly onReread: (file: ChosenFile) => void;
  readonly onStart: (choices: ImportChoices) => void;
}

/** What each column holds (remembered or guessed, editable), what the rows come to, and on which basis they may be called. */
export function MappingStep({ teamId, file, onBack, onReread, onStart }: MappingStepProps) {
  const hintId = useId();
  const { opened } = file;
  const { columns, setTarget, isRemembered } = useColumns(file);
  const [draft, setDraft] = useState(NO_CONSENT_DRAFT);
  const [duplicates, setDuplicates] = useState<DuplicateDraft>(FIRST_DRAFT);
  const drafted = readConsentDraft(draft);
  const missing = useMemo(
    () => findMissingFields(columns).map((field) => COLUMN_LABELS[field].toLowerCase()),
    [columns],
  );
  const isReady = missing.length === 0 && (drafted.kind === "consent" || drafted.kind === "none");
  const start = () => {
    if (drafted.kind !== "consent" && drafted.kind !== "none") return;
    const consent = drafted.kind === "consent" ? drafted.consent : null;
    onStart({ columns, consent, ...duplicates });
  };
  const rowCount = opened.rowCount.toLocaleString("en-US");
  return (
    <div className="flex flex-col gap-5">
      <Panel
        title="Columns"
        description={`${file.fileName}: ${rowCount} rows, ${opened.headers.length} columns. ${isRemembered ? "Mapped as last time." : "Check what each column holds."}`}
        actions={<ReadingChoice file={file} onReread={onReread} />}
      >
        <ColumnTable columns={columns} sample={opened.sample.slice(0, 3)} onChange={setTarget} />
        <p className="mt-2 text-[0.8125rem] text-muted">
          Columns that are kept as their own field are told to the agent with the lead: its prompt
          has them as <code>{"{{on_file}}"}</code>.
        </p>
      </Panel>
      <FileCheckPanel file={file} columns={columns} />
      <Panel title="Numbers that are in the list already">
        <DuplicateChoice teamId={teamId} value={duplicates} onChange={setDuplicates} />
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
          Import {rowCount} {opened.rowCount === 1 ? "row" : "rows"}
        </Button>
      </div>
    </div>
  );
}

/** The meaning of the columns: guessed, unless the team has imported a file with the same headers before. */
function useColumns({ opened }: ChosenFile) {
  const [columns, setColumns] = useState(opened.columns);
  const [isRemembered, setIsRemembered] = useState(false);
  const isTouched = useRef(false);
  const { headerSignature } = opened;
  useEffect(() => {
    let isGone = false;
    void runAction(getMappingAction({ headerSignature })).then((remembered) => {
      // What somebody has chosen meanwhile is not taken from them.
      if (isGone || isTouched.current || !remembered.isOk || !remembered.data) return;
      setColumns(remembered.data);
      setIsRemembered(true);
    });
    return () => {
      isGone = true;
    };
  }, [headerSignature]);
  const setTarget = (index: number, target: ColumnTarget) => {
    isTouched.current = true;
    setColumns((now) => now.map((column, at) => (at === index ? { ...column, target } : column)));
  };
  return { columns, setTarget, isRemembered };
}
