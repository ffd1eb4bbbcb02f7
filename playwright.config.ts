import { defineConfig } from "@playwright/test";

const SESSION_FILE = "test-results/e2e-session.json";

/**
 * Run by tests/e2e/run.ts, which starts the system and says where it is. `sign-up` begins with an empty deployment. Then
 * `main-job` mostly waits while a business day passes; beside it `desk` works on leads of its own, which nobody calls.
 * Afterwards `pages` and `everywhere` look at what is left behind: a team with called leads. Two projects run beside each
 * other, within each one file at a time.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env.E2E_APP_URL ?? "http://127.0.0.1:3100",
    viewport: { width: 1440, height: 900 },
    timezoneId: "America/New_York",
    locale: "en-US",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "sign-up", testMatch: "sign-up.spec.ts" },
    {
      name: "main-job",
      testMatch: "main-job.spec.ts",
      dependencies: ["sign-up"],
      timeout: 300_000,
      use: { storageState: SESSION_FILE },
    },
    {
      name: "desk",
      testMatch: /desk\/.*\.spec\.ts/,
      dependencies: ["sign-up"],
      workers: 1,
      use: { storageState: SESSION_FILE },
    },
    {
      name: "pages",
      testMatch: /pages\/.*\.spec\.ts/,
      dependencies: ["main-job"],
      workers: 1,
      use: { storageState: SESSION_FILE },
    },
    {
      name: "everywhere",
      testMatch: ["axe.spec.ts", /security\/.*\.spec\.ts/],
      dependencies: ["main-job"],
      workers: 1,
      use: { storageState: SESSION_FILE },
    },
  ],
});
