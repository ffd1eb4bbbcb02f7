import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { ensureChromium } from "../../support/chromium";
import { signIn } from "../live/tabs";

export interface PageImport {
  readonly fileBytes: number;
  readonly checkSeconds: number;
  readonly importSeconds: number;
  readonly blockedWhileCheckingMs: number;
  readonly blockedWhileImportingMs: number;
  readonly longTasks: number;
  readonly peakHeapMb: number;
  readonly heapAfterMb: number;
}

declare global {
  interface Window {
    longTasks: number[];
  }
}

const LOOK_EVERY_MS = 200;
const MINUTES = 60_000;

/** Imports a file as somebody does at the page, and watches the page meanwhile. */
export async function importInPage(
  appUrl: string,
  bytes: Uint8Array,
  rows: number,
): Promise<PageImport> {
  const folder = await mkdtemp(join(tmpdir(), "hvac-bench-"));
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox"],
  });
  try {
    const file = join(folder, "leads.csv");
    await writeFile(file, bytes);
    const context = await browser.newContext({ storageState: await signIn(browser, appUrl) });
    const page = await context.newPage();
    await page.addInitScript(watchLongTasks);
    await page.goto(`${appUrl}/leads/import`);
    await page.getByText("Drop a CSV file here").waitFor();
    const heap = await watchHeap(page, await context.newCDPSession(page));
    await expectToNotice(page);

    const chosenAt = performance.now();
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByLabel(/^Not yet/).check({ timeout: MINUTES });
    const begin = page.getByRole("button", {
      name: `Import ${rows.toLocaleString("en-US")} rows`,
    });
    await begin.waitFor({ timeout: MINUTES });
    const checkSeconds = secondsSince(chosenAt);
    const whileChecking = await takeLongTasks(page);

    const begunAt = performance.now();
    await begin.click();
    await page
      .getByRole("button", { name: "Import another file" })
      .waitFor({ timeout: 10 * MINUTES });
    const importSeconds = secondsSince(begunAt);
    const whileImporting = await takeLongTasks(page);
    return {
      fileBytes: bytes.byteLength,
      checkSeconds,
      importSeconds,
      blockedWhileCheckingMs: Math.max(0, ...whileChecking),
      blockedWhileImportingMs: Math.max(0, ...whileImporting),
      longTasks: whileChecking.length + whileImporting.length,
      ...(await heap.stop()),
    };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function secondsSince(ms: number): number {
  return (performance.now() - ms) / 1000;
}

/** Runs in the page. */
function watchLongTasks(): void {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}

/** A watch that sees nothing would prove nothing. */
async function expectToNotice(page: Page): Promise<void> {
  // A task of the page's own: what a driver evaluates is none.
  await page.evaluate(() => {
    setTimeout(() => {
      for (const until = performance.now() + 120; performance.now() < until; );
    });
  });
  await page.waitForTimeout(500);
  const tasks = await takeLongTasks(page);
  if (Math.max(0, ...tasks) < 100) throw new Error("The browser does not tell of long tasks.");
}

function takeLongTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => window.longTasks.splice(0));
}

/** The main thread's heap; the worker that reads the file has its own. */
async function watchHeap(page: Page, session: CDPSession) {
  await session.send("Performance.enable");
  const look = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
  };
  let peakHeapMb = await look();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      peakHeapMb = Math.max(peakHeapMb, await look());
      await page.waitForTimeout(LOOK_EVERY_MS);
    }
  })();
  // Whoever closes the browser for another reason tells that one; this one is told by stop().
  watching.catch(() => undefined);
  return {
    stop: async () => {
      isStopped = true;
      await watching;
      await session.send("HeapProfiler.collectGarbage");
      return { peakHeapMb, heapAfterMb: await look() };
    },
  };
}
