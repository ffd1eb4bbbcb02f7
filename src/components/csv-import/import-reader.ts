import type { ColumnMapping } from "@/lib/utils/csv-columns";
import type { CsvReading } from "@/lib/utils/csv-file";
import type { FileDesk } from "./file-desk";

export type WorkerQuestion = { readonly id: number } & (
  | { readonly kind: "open"; readonly source: Blob; readonly reading: CsvReading }
  | { readonly kind: "check"; readonly columns: readonly ColumnMapping[] }
  | { readonly kind: "chunk"; readonly firstRow: number }
);

export interface WorkerReply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** A file's desk in a worker of its own: what it holds never weighs on the page. */
export interface ImportReader extends FileDesk {
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function openImportReader(): ImportReader {
  const worker = new Worker(new URL("./import-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) asked?.resolve(data.value);
    else asked?.reject(new Error(data.error));
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("the file's reader has stopped"));
    waiting.clear();
  });
  /** The worker answers each question with what the desk's method of that name returns. */
  const ask = <Answer>(question: object): Promise<Answer> =>
    new Promise<unknown>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, ...question });
    }) as Promise<Answer>;
  return {
    open: (source, reading) => ask({ kind: "open", source, reading }),
    check: (columns) => ask({ kind: "check", columns }),
    chunk: (firstRow) => ask({ kind: "chunk", firstRow }),
    close: () => worker.terminate(),
  };
}
