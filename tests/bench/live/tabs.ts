import { type Browser, chromium, type Page } from "@playwright/test";
import { DEMO_LOGIN } from "../../../local/support/demo-login";
import { ensureChromium } from "../../support/chromium";
import type { Seen } from "./changes";
import type { LiveSystem } from "./system";

export interface Tabs {
  /** What the tabs have shown since the last time. */
  takeSeen(): Promise<readonly Seen[]>;
  /** Messages that all tabs together have received on their sockets so far. */
  frames(): number;
  /** Requests that all tabs together have made so far, other than for the files of the page. */
  requests(): number;
  close(): Promise<void>;
}

declare global {
  interface Window {
    shownChanges: { leadId: string; attempts: number; atMs: number }[];
  }
}

/** Opens the table of leads in so many tabs of one browser and watches each row for its number of attempts. */
export async function openTabs(system: LiveSystem, count: number): Promise<Tabs> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox"],
  });
  const counters = { frames: 0, requests: 0 };
  const pages: Page[] = [];
  try {
    const session = await signIn(browser, system.appUrl);
    for (let index = 0; index < count; index += 1) {
      // A context of its own, so that each tab is in front and paints.
      const context = await browser.newContext({
        storageState: session,
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      watch(page, counters);
      // What the compiler of this script calls for names of functions, and a page does not have.
      await page.addInitScript("globalThis.__name = (value) => value");
      await page.addInitScript(watchRows);
      await page.goto(`${system.appUrl}/leads`);
      await page.locator("[data-lead-id]").first().waitFor();
      pages.push(page);
    }
  } catch (error) {
    await browser.close();
    throw error;
  }
  return {
    takeSeen: async () => {
      const all = await Promise.all(pages.map(takeShown));
      return all.flatMap((shown, page) => shown.map((one) => ({ page, ...one })));
    },
    frames: () => counters.frames,
    requests: () => counters.requests,
    close: () => browser.close(),
  };
}

/** The session of the demo's user, for contexts of their own. */
export async function signIn(browser: Browser, appUrl: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${appUrl}/login`);
  await page.getByLabel("E-mail").fill(DEMO_LOGIN.email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_LOGIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  const session = await context.storageState();
  await context.close();
  return session;
}

function watch(page: Page, counters: { frames: number; requests: number }): void {
  page.on("websocket", (socket) => {
    socket.on("framereceived", () => {
      counters.frames += 1;
    });
  });
  page.on("request", (request) => {
    if (!request.url().includes("/_next/static/")) counters.requests += 1;
  });
}

function takeShown(page: Page) {
  return page.evaluate(() => window.shownChanges.splice(0));
}

/**
 * Runs in the page. The time is that of the frame in which the number is painted: the callback of the next frame, and
 * from there the first task after it.
 */
function watchRows(): void {
  window.shownChanges = [];
  const last = new Map<string, number>();
  const changed = new Set<Element>();
  const channel = new MessageChannel();
  let painted: { leadId: string; attempts: number }[] = [];
  channel.port1.onmessage = () => {
    const atMs = performance.timeOrigin + performance.now();
    for (const one of painted) window.shownChanges.push({ ...one, atMs });
    painted = [];
  };
  const read = () => {
    for (const row of changed) {
      const leadId = row.getAttribute("data-lead-id") ?? "";
      const attempts = Number(/(\d+) of \d/.exec(row.textContent ?? "")?.[1] ?? 0);
      if (last.get(leadId) === attempts) continue;
      last.set(leadId, attempts);
      painted.push({ leadId, attempts });
    }
    changed.clear();
    channel.port2.postMessage(null);
  };
  const observer = new MutationObserver((mutations) => {
    if (changed.size === 0) requestAnimationFrame(read);
    for (const { target } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const row = element?.closest("[data-lead-id]");
      if (row) changed.add(row);
      else
        for (const inner of element?.querySelectorAll("[data-lead-id]") ?? []) changed.add(inner);
    }
  });
  const options = { subtree: true, childList: true, characterData: true };
  document.addEventListener("DOMContentLoaded", () => observer.observe(document.body, options));
}
