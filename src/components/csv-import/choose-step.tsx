"use client";

import { FileUp } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/utils/cn";
import { MAX_IMPORT_ROWS } from "@/lib/utils/csv";
import type { CsvReading } from "@/lib/utils/csv-file";
import type { OpenedFile } from "./file-desk";
import { type ImportReader, openImportReader } from "./import-reader";
import type { KeptFile } from "./kept-files";
import { UnfinishedImports } from "./unfinished-imports";

/** A file whose rows are with its reader. */
export interface ChosenFile {
  readonly fileName: string;
  readonly source: Blob;
  readonly reading: CsvReading;
  readonly reader: ImportReader;
  readonly opened: OpenedFile;
}

interface ChooseStepProps {
  readonly onChosen: (file: ChosenFile) => void;
  readonly onGoOn: (file: ChosenFile, importId: string) => void;
}

/** Drop, choose or paste a list; or go on with one that stopped half way. */
export function ChooseStep({ onChosen, onGoOn }: ChooseStepProps) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const open = useCallback(async (fileName: string, source: Blob, reading: CsvReading = {}) => {
    setIsBusy(true);
    setProblem(undefined);
    const result = await openFile(fileName, source, reading);
    setIsBusy(false);
    if (typeof result !== "string") return result;
    setProblem(`${fileName}: ${result}`);
    return undefined;
  }, []);
  const take = useCallback(
    async (fileName: string, source: Blob) => {
      const file = await open(fileName, source);
      if (file) onChosen(file);
    },
    [open, onChosen],
  );
  const goOn = async (kept: KeptFile) => {
    const file = await open(kept.fileName, kept.source, kept.reading);
    if (file) onGoOn(file, kept.importId);
  };
  const paste = useCallback(
    (text: string) => void take("Pasted rows", new Blob([text], { type: "text/csv" })),
    [take],
  );
  usePagePaste(paste);
  return (
    <div className="flex flex-col gap-5">
      <UnfinishedImports onGoOn={(kept) => void goOn(kept)} />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <DropZone isBusy={isBusy} onFile={(file) => file && void take(file.name, file)} />
      <PasteField onText={paste} />
    </div>
  );
}

/** Reads a file in a worker of its own; a sentence when it is no list. */
export async function openFile(
  fileName: string,
  source: Blob,
  reading: CsvReading,
): Promise<ChosenFile | string> {
  const reader = openImportReader();
  try {
    const result = await reader.open(source, reading);
    if (result.isOk) return { fileName, source, reading, reader, opened: result.file };
    reader.close();
    return result.reason;
  } catch {
    reader.close();
    return "This file could not be read. Choose it again.";
  }
}

/** Rows copied from a spreadsheet may be pasted anywhere on the page. */
function usePagePaste(onText: (text: string) => void): void {
  useEffect(() => {
    const handle = (event: globalThis.ClipboardEvent) => {
      const text = event.clipboardData?.getData("text") ?? "";
      const isTyping = event.target instanceof Element && event.target.closest("input, textarea");
      if (isTyping || !text.trim().includes("\n")) return;
      event.preventDefault();
      onText(text);
    };
    document.addEventListener("paste", handle);
    return () => document.removeEventListener("paste", handle);
  }, [onText]);
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
        {MAX_IMPORT_ROWS.toLocaleString("en-US")} rows. Exports of HubSpot, Salesforce, Apollo,
        Google and Outlook are understood as they are.
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
