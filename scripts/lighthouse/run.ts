import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium } from "@playwright/test";
import getPort from "get-port";
import { DEMO_LOGIN } from "../../local/support/demo-login";
import { stopSignal } from "../../local/support/stop-signal";
import { ensureChromium } from "../../tests/support/chromium";
import { type Measured, measurePage } from "./measure";
import { GOALS, meetsGoals, printHead, printLine } from "./report";
import { prepareDemo, RATE } from "./system";

const HELP = `Measures every page of the production build with Lighthouse, in the demo's data.

  npm run lighthouse                      builds, starts everything, measures, stops
  npm run lighthouse -- --built           with the build that is there
  npm run lighthouse -- /leads /calls     only these pages

Exit code: 0 every page meets the goals, 1 a page does not.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    built: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else process.exit((await main(values.built, positionals)) ? 0 : 1);

async function main(isBuilt: boolean, wanted: readonly string[]): Promise<boolean> {
  const executablePath = await ensureChromium();
  // Read when the stack is loaded: a developer's own data stays as it is.
  process.env.LOCAL_DATA_DIR = ".local/lighthouse";
  const { startStack } = await import("../../local/stack");
  const silent = () => undefined;
  const stack = await startStack({
    isFresh: true,
    rate: RATE,
    appPort: await getPort({ host: "127.0.0.1" }),
    app: isBuilt ? "built" : "prod",
    log: silent,
    appLog: silent,
    signal: stopSignal(),
  });
  try {
    const { leadId, callId } = await prepareDemo(stack);
    return await withBrowser(executablePath, async (context, port) => {
      const isWanted = (path: string) => wanted.length === 0 || wanted.includes(path);
      const pages = pagesOf(leadId, callId).filter(({ name }) => isWanted(name));
      printHead();
      let isMet = true;
      // The pages of people who are not signed in come first.
      for (const { name, path, isPublic } of pages) {
        if (!isPublic) await signIn(context, stack.appUrl);
        const measured: Measured = await measurePage(stack.appUrl + path, port, GOALS.performance);
        printLine(name, measured);
        isMet = meetsGoals(measured.scores) && isMet;
      }
      return isMet;
    });
  } finally {
    await stack.stop();
  }
}

interface MeasuredPage {
  readonly name: string;
  readonly path: string;
  readonly isPublic?: boolean;
}

function pagesOf(leadId: string, callId: string): readonly MeasuredPage[] {
  const plain = [
    "/leads",
    "/leads/import",
    "/imports",
    "/calls",
    "/appointments",
    "/automation",
    "/automation/rules",
    "/do-not-call",
    "/settings",
    "/start",
  ];
  return [
    ...["/login", "/signup", "/reset"].map((path) => ({ name: path, path, isPublic: true })),
    ...plain.map((path) => ({ name: path, path })),
    { name: "/leads/[id]", path: `/leads/${leadId}` },
    { name: "/leads?lead=[id]", path: `/leads?lead=${leadId}` },
    { name: "/calls/[id]", path: `/calls/${callId}` },
  ];
}

/** A browser whose own session Lighthouse uses: it opens its tabs beside ours. */
async function withBrowser<T>(
  executablePath: string,
  work: (context: BrowserContext, port: number) => Promise<T>,
): Promise<T> {
  const port = await getPort({ host: "127.0.0.1" });
  const profile = await mkdtemp(join(tmpdir(), "hvac-lighthouse-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
  });
  try {
    return await work(context, port);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function signIn(context: BrowserContext, appUrl: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${appUrl}/login`);
  if (new URL(page.url()).pathname === "/login") {
    await page.getByLabel("E-mail").fill(DEMO_LOGIN.email);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_LOGIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/login");
  }
  await page.close();
}
