import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const shared = {
  // Next.js wants its JSX preserved in tsconfig.json; here it is compiled.
  oxc: { jsx: { runtime: "automatic" as const } },
  resolve: {
    alias: { "@": here("./src"), "server-only": here("./tests/support/server-only.ts") },
  },
};

/** supabase-js needs a WebSocket; Node 20 has it behind this flag. */
const execArgv = ["--experimental-websocket"];

export default defineConfig({
  test: {
    // More than there are cores: many tests wait for a time limit of somebody else's.
    maxWorkers: "150%",
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/console-guard.ts"],
        },
      },
      {
        ...shared,
        test: {
          name: "database",
          include: ["tests/database/**/*.test.ts"],
          globalSetup: ["tests/support/cluster-setup.ts"],
          execArgv,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/cluster-setup.ts"],
          setupFiles: ["tests/support/app-mocks.ts"],
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "rehearsal",
          include: ["tests/rehearsal/**/*.test.ts"],
          globalSetup: ["tests/support/cluster-setup.ts"],
          setupFiles: ["tests/support/app-mocks.ts"],
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "simulation",
          include: ["tests/simulation/**/*.test.ts"],
          globalSetup: ["tests/support/cluster-setup.ts"],
          execArgv,
          testTimeout: 900_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
