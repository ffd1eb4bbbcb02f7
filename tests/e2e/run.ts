import { spawn } from "node:child_process";
import { stopSignal } from "../../local/support/stop-signal";
import { formatClockSettings } from "../../src/lib/utils/clock";
import { ensureChromium } from "../support/chromium";

/** Far faster than for people: a day of calling hours passes in about a minute. */
const RATE = 600;

/** What pino writes for "info": of no use to whoever looks for the cause of a failure. */
const INFO_RECORD = '"level":30';

/**
 * Starts the whole system from the production build, on an empty deployment and with data of its own, and runs the
 * browser tests against it. Arguments go to Playwright.
 */
async function main(): Promise<number> {
  const executablePath = await ensureChromium();
  // Read when the stack is loaded: a developer's own data stays as it is.
  process.env.LOCAL_DATA_DIR = ".local/e2e";
  const { startStack } = await import("../../local/stack");
  const lines: string[] = [];
  const keep = (line: string) => {
    if (line.includes(INFO_RECORD)) return;
    lines.push(line);
    if (lines.length > 500) lines.shift();
  };
  const stack = await startStack({
    isFresh: true,
    rate: RATE,
    appPort: 3100,
    app: "built",
    hasSeed: false,
    log: keep,
    appLog: keep,
    signal: stopSignal(),
  });
  try {
    const code = await runPlaywright({
      E2E_APP_URL: stack.appUrl,
      E2E_SUPABASE_URL: stack.supabaseUrl,
      E2E_STAND_INS_URL: stack.standInsUrl,
      E2E_DATABASE_URL: stack.databaseUrl,
      E2E_CRON_SECRET: stack.secrets.cronSecret,
      E2E_VAPI_API_KEY: stack.secrets.vapiApiKey,
      E2E_BUSINESS_CLOCK: formatClockSettings(stack.clockSettings),
      CHROMIUM_PATH: executablePath,
    });
    if (code !== 0) console.error(`What the system said last:\n${lines.join("\n")}`);
    return code;
  } finally {
    await stack.stop();
  }
}

function runPlaywright(env: Record<string, string>): Promise<number> {
  const args = ["--no-install", "playwright", "test", ...process.argv.slice(2)];
  const child = spawn("npx", args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

process.exit(await main());
