import { type BenchResult, percentile } from "../harness";
import type { LiveOptions } from "../live";

/** One kind of page while leads change. */
export interface Phase {
  readonly latenciesMs: readonly number[];
  readonly missed: number;
  readonly made: number;
  readonly requestsPerPage: number;
  readonly framesPerPage: number;
}

export interface Measured {
  readonly ours: Phase;
  readonly theirs: Phase;
  readonly perImport: {
    readonly seconds: number;
    readonly chunks: number;
    readonly frames: number;
    readonly requests: number;
  };
}

const GOAL_MS = 250;
/** Of one page, for a whole import: its chunks, and what the connection itself sends. */
const HANDFUL = 40;

export function report(options: LiveOptions, { ours, theirs, perImport }: Measured): BenchResult {
  const p95 = percentile(ours.latenciesMs, 0.95);
  return {
    notes: [
      `${options.pages} pages open: ${options.tabs} tabs of Chromium, all in front, and ${options.pages - options.tabs} listeners on the pages' own client; ${options.rate} leads a second change, all of them on the page, each in a commit of its own.`,
      "The time runs from before the change is sent until the frame with it is painted; system, driver and browser share this machine.",
      `Compared with: as many pages that ask for their rows again (at most every ${GOAL_MS} ms), until the answer is there; nothing is painted.`,
    ],
    tables: [
      {
        columns: ["taken from message", "asked again"],
        rows: [
          row("changes, made", "", ours, theirs, ({ made }) => made),
          row("changes on pages, never shown", "", ours, theirs, ({ missed }) => missed),
          ...[0.5, 0.95, 0.99].map((share) =>
            row(`commit to page, p${share * 100}`, "ms", ours, theirs, ({ latenciesMs }) =>
              percentile(latenciesMs, share),
            ),
          ),
          row("requests of a page", "", ours, theirs, (phase) => phase.requestsPerPage),
          row("messages to a page", "", ours, theirs, (phase) => phase.framesPerPage),
        ],
      },
    ],
    figures: [
      { name: `import of ${options.importRows} rows`, value: perImport.seconds, unit: "s" },
      { name: "its chunks", value: perImport.chunks, unit: "" },
      { name: "messages to a page during it", value: perImport.frames, unit: "" },
      { name: "requests of a page during it", value: perImport.requests, unit: "" },
    ],
    ratios: [
      {
        name: "commit to page, p95: ours / asked again",
        value: p95 / percentile(theirs.latenciesMs, 0.95),
        unit: "",
      },
    ],
    goals: [
      { name: `commit to pixel, p95 at most ${GOAL_MS} ms`, isMet: p95 <= GOAL_MS },
      { name: "every change is shown by every page", isMet: ours.missed === 0 },
      {
        name: `an import costs a page at most ${HANDFUL} messages`,
        isMet: perImport.frames <= HANDFUL,
      },
    ],
  };
}

function row(
  name: string,
  unit: string,
  ours: Phase,
  theirs: Phase,
  figureOf: (phase: Phase) => number,
) {
  return { name, unit, values: [figureOf(ours), figureOf(theirs)] };
}
