import { parseArgs } from "node:util";
import type { Bench, BenchResult } from "./harness";
import { writeFile } from "./import/file";
import { importInPage, type PageImport } from "./import/page";
import { withLiveSystem } from "./live/system";

const MOST_BLOCKED_MS = 100;
/** The file itself is about 15 MB; what the page holds of it must not grow with what it has sent. */
const MOST_HEAP_MB = 100;

/** What a large import costs the page that sends it: how long it does not answer, and how much memory it takes. */
export const importPageBench: Bench = {
  about:
    "the page while it imports a large file; `npm run bench -- import-page [rows, default 150000] [--built]`",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { built: { type: "boolean", default: false } },
    });
    const rows = Number(positionals[0] ?? "150000");
    return withLiveSystem({ isBuilt: values.built }, async (system) =>
      report(rows, system.server, await importInPage(system.appUrl, writeFile(rows).bytes, rows)),
    );
  },
};

function report(rows: number, server: string, measured: PageImport): BenchResult {
  return {
    notes: [
      server,
      `${rows} rows, ${(measured.fileBytes / 1e6).toFixed(1)} MB, from the choice of the file to the result, in real Chromium on the production build.`,
      "Blocked: the longest task of the page's main thread (Long Tasks API, which tells those over 50 ms).",
    ],
    figures: [
      { name: "file chosen to rows checked", value: measured.checkSeconds, unit: "s" },
      { name: "import begun to result", value: measured.importSeconds, unit: "s" },
      { name: "longest task while checking", value: measured.blockedWhileCheckingMs, unit: "ms" },
      { name: "longest task while importing", value: measured.blockedWhileImportingMs, unit: "ms" },
      { name: "tasks over 50 ms", value: measured.longTasks, unit: "" },
      { name: "heap of the page, highest", value: measured.peakHeapMb, unit: "MB" },
      { name: "heap of the page, afterwards", value: measured.heapAfterMb, unit: "MB" },
    ],
    ratios: [
      {
        name: "highest heap of the page / file",
        value: (measured.peakHeapMb * 1e6) / measured.fileBytes,
        unit: "x",
      },
    ],
    goals: [
      {
        name: `the page is never blocked for more than ${MOST_BLOCKED_MS} ms`,
        isMet:
          Math.max(measured.blockedWhileCheckingMs, measured.blockedWhileImportingMs) <=
          MOST_BLOCKED_MS,
      },
      {
        name: `the page's heap stays below ${MOST_HEAP_MB} MB`,
        isMet: measured.peakHeapMb < MOST_HEAP_MB,
      },
    ],
  };
}
