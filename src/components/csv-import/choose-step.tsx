"use client";

import { FileUp } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/utils/cn";
import { MAX_IMPORT_ROWS } from "@/lib/utils/csv";
import { type CsvFileResult, type CsvTable, readCsvBytes, readCsvText } from "@/lib/utils/csv-file";

export interface ChosenFile extends Pick<CsvTable, "headers" | "rows"> {
  readonly fileName: string;
}

interface ChooseStepProps {
  readonly onChosen: (file: ChosenFile) => void;
}

/** Drop, choose or paste a list. */
export function ChooseStep({ onChosen }: ChooseStepProps) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const take = async (fileName: string, read: () => Promise<CsvFileResult>) => {
    setIsBusy(true);
    setProblem(undefined);
    const result = await read();
    setIsBusy(false);
    if (result.isOk) onChosen({ fileName, headers: result.headers, rows: result.rows });
    else setProblem(`${fileName}: ${result.reason}`);
  };
  const takeFile = (file: File | undefined) =>
    file
      ? take(file.name, async () => readCsvBytes(new Uint8Array(await file.arrayBuffer())))
      : undefined;
  return (
    <div className="flex flex-col gap-5">
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <DropZone isBusy={isBusy} onFile={(file) => void takeFile(file)} />
      <PasteField onText={(text) => void take("Pasted rows", () => readCsvText(text))} />
    </div>
  );
}

interface DropZoneProps {
  readonly isBusy: boolean;
  readonly onFile: (file: File | undefined) => void;
}

function DropZone({ isBusy, onFile }: DropZoneProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const inputRef = useRef<HTMLInputElement>(null);
  const onEarlyFile = useRef(onFile);
  // A file that was chosen before React took the page over has told nobody.
  useEffect(() => onEarlyFile.current(inputRef.current?.files?.[0]), []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the file button inside is the accessible one.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-3 rounded-lg border border-line-strong border-dashed px-4 py-12 text-center",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <FileUp aria-hidden="true" className="size-6 text-muted" />
      <p className="font-medium">Drop a CSV file here</p>
      <p className="max-w-prose text-balance text-[0.8125rem] text-muted">
        CSV or TSV with a company name, a phone number and an e-mail address in each row; at most{" "}
        {MAX_IMPORT_ROWS.toLocaleString("en-US")} rows. Exports of HubSpot, Salesforce, Apollo and
        Google are understood as they are.
      </p>
      <Button asChild variant="primary" busy={isBusy}>
        <label htmlFor={id} className="cursor-pointer focus-within:outline-2">
          Choose a file
          <input
            ref={inputRef}
            id={id}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            className="sr-only"
            onChange={(event) => {
              onFile(event.target.files?.[0]);
              // The same file may be chosen again after it was corrected.
              event.target.value = "";
            }}
          />
        </label>
      </Button>
    </div>
  );
}

function PasteField({ onText }: { readonly onText: (text: string) => void }) {
  const [text, setText] = useState("");
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    // Rows copied from a spreadsheet are meant whole; a word is being typed.
    if (text !== "" || !pasted.trim().includes("\n")) return;
    event.preventDefault();
    onText(pasted);
  };
  return (
    <Field
      label="Or paste rows"
      hint="Copied from a spreadsheet, the header row included where there is one."
    >
      {(control) => (
        <div className="flex flex-col items-start gap-2">
          <Textarea
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPaste={paste}
            className="font-mono text-xs"
            {...control}
          />
          {text.trim() ? <Button onClick={() => onText(text)}>Use these rows</Button> : null}
        </div>
      )}
    </Field>
  );
}
