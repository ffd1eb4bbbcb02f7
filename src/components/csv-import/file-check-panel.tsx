"use client";

import { useEffect, useState } from "react";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ColumnMapping } from "@/lib/utils/csv-columns";
import type { ChosenFile } from "./choose-step";
import type { FileCheck } from "./file-check";
import { PreviewTable } from "./preview-table";

interface FileCheckPanelProps {
  readonly file: ChosenFile;
  readonly columns: readonly ColumnMapping[];
}

/** What all rows of the file come to, judged beside the page before anything is sent. */
export function FileCheckPanel({ file, columns }: FileCheckPanelProps) {
  const check = useFileCheck(file, columns);
  return (
    <Panel
      title="Rows"
      description={check ? describeCheck(check, file.opened.rowCount) : "Checking all rows…"}
    >
      {check ? (
        <div className="flex flex-col gap-4">
          <PreviewTable rows={check.preview} />
          {check.groups.length > 0 ? <Reasons check={check} /> : null}
        </div>
      ) : (
        <SkeletonRows rows={8} label="Checking all rows" />
      )}
    </Panel>
  );
}

function useFileCheck(file: ChosenFile, columns: readonly ColumnMapping[]) {
  const [check, setCheck] = useState<FileCheck>();
  useEffect(() => {
    let isGone = false;
    void file.reader.check(columns).then((next) => {
      if (!isGone && next) setCheck(next);
    });
    return () => {
      isGone = true;
    };
  }, [file, columns]);
  return check;
}

function describeCheck({ refusedCount, duplicateCount }: FileCheck, rowCount: number): string {
  const good = rowCount - refusedCount - duplicateCount;
  const parts = [`${count(good)} can be imported`];
  if (refusedCount > 0) parts.push(`${count(refusedCount)} will be refused`);
  if (duplicateCount > 0) parts.push(`${count(duplicateCount)} repeat a number of the file`);
  return `${parts.join(", ")}.`;
}

function Reasons({ check }: { readonly check: FileCheck }) {
  return (
    <section aria-label="Why rows will be refused">
      <h3 className="font-medium text-[0.8125rem]">Why rows will be refused</h3>
      <ul className="mt-1 flex flex-col gap-1 text-[0.8125rem]">
        {check.groups.map((group) => (
          <li key={group.reason} className="flex gap-2">
            <span className="figure w-14 shrink-0 text-right text-muted">{count(group.count)}</span>
            <span>
              {group.reason}{" "}
              <span className="text-muted">
                ({group.count === 1 ? "row" : "rows"} {group.rowNumbers.map(count).join(", ")}
                {group.count > group.rowNumbers.length ? ", …" : ""})
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
