"use client";

import { useState } from "react";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toast";
import { CSV_DELIMITERS } from "@/lib/utils/csv-delimiter";
import { CSV_ENCODINGS, ENCODING_LABELS } from "@/lib/utils/csv-encoding";
import type { CsvReading } from "@/lib/utils/csv-file";
import { type ChosenFile, openFile } from "./choose-step";

const DELIMITER_LABELS = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar" } as const;

interface ReadingChoiceProps {
  readonly file: ChosenFile;
  readonly onReread: (file: ChosenFile) => void;
}

/** How the file was read, to be corrected where what was detected is wrong. */
export function ReadingChoice({ file, onReread }: ReadingChoiceProps) {
  const [isBusy, setIsBusy] = useState(false);
  const { encoding, delimiter } = file.opened;
  const reread = async (changes: CsvReading) => {
    setIsBusy(true);
    // What nobody has chosen is detected anew: text in a wrong encoding shows no delimiter.
    const result = await openFile(file.fileName, file.source, { ...file.reading, ...changes });
    setIsBusy(false);
    if (typeof result === "string") toast.error(result);
    else onReread(result);
  };
  return (
    <div className="flex gap-2">
      <NativeSelect
        aria-label="Encoding of the file"
        disabled={isBusy}
        value={encoding}
        onChange={(event) => {
          const chosen = CSV_ENCODINGS.find((known) => known === event.target.value);
          if (chosen) void reread({ encoding: chosen });
        }}
      >
        {CSV_ENCODINGS.map((known) => (
          <option key={known} value={known}>
            {ENCODING_LABELS[known]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="Delimiter of the file"
        disabled={isBusy}
        value={delimiter}
        onChange={(event) => {
          const chosen = CSV_DELIMITERS.find((known) => known === event.target.value);
          if (chosen) void reread({ delimiter: chosen });
        }}
      >
        {CSV_DELIMITERS.map((known) => (
          <option key={known} value={known}>
            {DELIMITER_LABELS[known]}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
