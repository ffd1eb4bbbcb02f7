import { parseArgs } from "node:util";
import type { Bench } from "./harness";
import { changeLeads } from "./live/changes";
import { openClients } from "./live/clients";
import { importLeads } from "./live/import";
import { type Measured, type Phase, report } from "./live/report";
import { type LiveSystem, withLiveSystem } from "./live/system";
import { openTabs, type Tabs } from "./live/tabs";

const WARM_UP_SECONDS = 3;

export interface LiveOptions {
  readonly seconds: number;
  /** Open pages: real tabs, and listeners that receive the same messages. */
  readonly pages: number;
  readonly tabs: number;
  readonly rate: number;
  readonly importRows: number;
  readonly isBuilt: boolean;
}

/** How long a change takes from its commit to the pixel, beside a page that asks again, and what an import costs a page. */
export const liveBench: Bench = {
  about:
    "changes on open pages; `npm run bench -- live [--seconds 20] [--pages 20] [--tabs 8] [--rate 50] [--import 50000] [--built]`",
  async run(args) {
    const options = readOptions(args);
    return withLiveSystem(options, async (system) =>
      report(options, await measure(system, options)),
    );
  },
};

function readOptions(args: readonly string[]): LiveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "20" },
      pages: { type: "string", default: "20" },
      tabs: { type: "string", default: "8" },
      rate: { type: "string", default: "50" },
      import: { type: "string", default: "50000" },
      built: { type: "boolean", default: false },
    },
  });
  return {
    seconds: Number(values.seconds),
    pages: Number(values.pages),
    tabs: Math.min(Number(values.tabs), Number(values.pages)),
    rate: Number(values.rate),
    importRows: Number(values.import),
    isBuilt: values.built,
  };
}

async function measure(system: LiveSystem, options: LiveOptions): Promise<Measured> {
  // First, because the leads of the import come to the top of the list.
  const theirs = await measureAskingAgain(system, options);
  const tabs = await openTabs(system, options.tabs);
  const listeners = await openClients(system, options.pages - options.tabs, "listen");
  try {
    const ours = await changePages(system, options, tabs);
    return { ours, theirs, perImport: await importBeside(system, options, tabs) };
  } finally {
    await listeners.close();
    await tabs.close();
  }
}

async function importBeside(system: LiveSystem, options: LiveOptions, tabs: Tabs) {
  const [frames, requests] = [tabs.frames(), tabs.requests()];
  const imported = await importLeads(system, options.importRows);
  return {
    ...imported,
    frames: (tabs.frames() - frames) / options.tabs,
    requests: (tabs.requests() - requests) / options.tabs,
  };
}

async function changePages(system: LiveSystem, options: LiveOptions, tabs: Tabs): Promise<Phase> {
  await changeLeads(system, options.rate, WARM_UP_SECONDS);
  await tabs.takeSeen();
  const [frames, requests] = [tabs.frames(), tabs.requests()];
  const changes = await changeLeads(system, options.rate, options.seconds);
  const seen = await tabs.takeSeen();
  return {
    latenciesMs: changes.latenciesOf(seen),
    missed: changes.missedIn(seen, options.tabs),
    made: changes.made,
    requestsPerPage: (tabs.requests() - requests) / options.tabs,
    framesPerPage: (tabs.frames() - frames) / options.tabs,
  };
}

/** The same number of pages that ask for their rows again, a quarter of a second after the first message of several. */
async function measureAskingAgain(system: LiveSystem, options: LiveOptions): Promise<Phase> {
  const clients = await openClients(system, options.pages, "refetch");
  try {
    await changeLeads(system, options.rate, WARM_UP_SECONDS);
    await clients.takeSeen();
    const changes = await changeLeads(system, options.rate, options.seconds);
    const { seen, requests, frames } = await clients.takeSeen();
    return {
      latenciesMs: changes.latenciesOf(seen),
      missed: changes.missedIn(seen, options.pages),
      made: changes.made,
      requestsPerPage: requests / options.pages,
      framesPerPage: frames / options.pages,
    };
  } finally {
    await clients.close();
  }
}
