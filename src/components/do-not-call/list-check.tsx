"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { readAddress } from "@/lib/utils/addresses";
import { formatPhone } from "@/lib/utils/format-phone";
import type { ListFile } from "./list-choose";
import type { ListJob } from "./send-list";

interface ListCheckProps {
  readonly file: ListFile;
  readonly onBack: () => void;
  readonly onStart: (job: ListJob) => void;
}

const PREVIEW_ROWS = 6;

/** Which column holds the addresses, what the first ones are read as, and why they are on the list. */
export function ListCheck({ file, onBack, onStart }: ListCheckProps) {
  const [column, setColumn] = useState(file.likelyColumn);
  const [reason, setReason] = useState(`Imported from ${file.fileName}`.slice(0, 500));
  const isMissing = reason.trim() === "";
  const rowCount = file.rows.length.toLocaleString("en-US");
  const start = () => {
    if (isMissing) return;
    const texts = file.rows.map((row) => row[column] ?? "");
    onStart({ fileName: file.fileName, texts, reason: reason.trim() });
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-[0.8125rem] text-muted">
        {file.fileName}: {rowCount} {file.rows.length === 1 ? "row" : "rows"}.
      </p>
      {file.headers.length > 1 ? (
        <Field label="Column with the addresses" hint="Import the file again for another column.">
          {(control) => (
            <NativeSelect
              {...control}
              value={column}
              onChange={(event) => setColumn(Number(event.target.value))}
            >
              {file.headers.map((header, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name.
                <option key={index} value={index}>
                  {header}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      ) : null}
      <section aria-label="First rows">
        <ul className="divide-y divide-line rounded-md border border-line">
          {file.rows.slice(0, PREVIEW_ROWS).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity.
            <PreviewRow key={index} text={row[column] ?? ""} />
          ))}
        </ul>
      </section>
      <Field
        label="Reason"
        hint="Stands beside every entry that is added."
        error={isMissing ? "Give a reason, for whoever asks later." : undefined}
        required
      >
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Choose another file</Button>
        <Button variant="primary" onClick={start}>
          Import {rowCount} {file.rows.length === 1 ? "row" : "rows"}
        </Button>
      </div>
    </div>
  );
}

function PreviewRow({ text }: { readonly text: string }) {
  const result = readAddress(text);
  const Icon = result.isOk ? CircleCheck : CircleAlert;
  const shown = !result.isOk
    ? result.reason
    : result.channel === "phone"
      ? formatPhone(result.address)
      : result.address;
  return (
    <li className="flex items-center gap-2 px-3 py-1.5 text-[0.8125rem]">
      <Icon
        aria-label={result.isOk ? "Can be read" : "Cannot be read"}
        className={result.isOk ? "size-4 shrink-0 text-green" : "size-4 shrink-0 text-red"}
      />
      <span className={result.isOk ? "figure min-w-0 truncate" : "min-w-0 text-red"}>{shown}</span>
    </li>
  );
}
