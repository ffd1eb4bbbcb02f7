import { defineConfig } from "@playwright/test";

/**
 * Run by tests/e2e/run.ts, which starts the system and says where it is. `main-job` begins with an empty deployment and
 * leaves a team with called leads behind; the other tests look at that.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  fullyParallel: false,
  workers: 1,
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
    { name: "main-job", testMatch: "main-job.spec.ts", timeout: 300_000 },
    {
      name: "pages",
      testMatch: /(pages|security)\/.*\.spec\.ts/,
      dependencies: ["main-job"],
      use: { storageState: "test-results/e2e-session.json" },
    },
  ],
});
