import { spawn } from "node:child_process";
import { ensureChromium } from "./support/chromium";

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** What may run side by side stands in one stage; a stage starts when the one before it has ended. */
const STAGES: ReadonlyArray<readonly Check[]> = [
  [{ name: "route types", command: ["next", "typegen"] }],
  [
    { name: "format and lint", command: ["biome", "ci", "."] },
    { name: "types", command: ["tsc", "--noEmit"] },
    { name: "layers", command: ["depcruise", "src", "middleware.ts"] },
    { name: "unused code", command: ["knip"] },
    { name: "migrations", command: ["tsx", "tests/support/lint-migrations.ts"] },
    {
      name: "database types",
      command: ["tsx", "--conditions=react-server", "local/cli.ts", "db:types", "--check"],
    },
  ],
  [{ name: "unit, database, integration", command: ["vitest", "run"] }],
  [{ name: "build", command: ["tsx", "tests/support/build.ts"] }],
  [{ name: "end to end", command: ["tsx", "--conditions=react-server", "tests/e2e/run.ts"] }],
];

interface Outcome {
  readonly name: string;
  readonly isPassed: boolean;
  readonly seconds: number;
}

/** Runs one check with the project's own binaries first in the path. Its output is shown when it ends. */
function runCheck(check: Check, isAlone: boolean): Promise<Outcome> {
  const startedAt = Date.now();
  const [command, ...args] = check.command;
  const child = spawn("npx", ["--no-install", command, ...args], {
    stdio: ["ignore", isAlone ? "inherit" : "pipe", isAlone ? "inherit" : "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXT_IGNORE_INCORRECT_LOCKFILE: "1" },
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      const isPassed = code === 0;
      console.log(`\n${isPassed ? "✔" : "✘"} ${check.name} (${seconds} s)`);
      if (!isPassed) process.stdout.write(Buffer.concat(output));
      resolve({ name: check.name, isPassed, seconds });
    });
  });
}

async function main(): Promise<void> {
  await ensureChromium();
  const outcomes: Outcome[] = [];
  for (const stage of STAGES) {
    const done = await Promise.all(stage.map((check) => runCheck(check, stage.length === 1)));
    outcomes.push(...done);
    if (done.some((outcome) => !outcome.isPassed)) break;
  }
  const failed = outcomes.filter((outcome) => !outcome.isPassed);
  for (const outcome of failed) console.log(`failed: ${outcome.name}`);
  const planned = STAGES.flat().length;
  if (failed.length > 0) console.log(`${planned - outcomes.length} checks were not reached.`);
  console.log(`Checks: ${outcomes.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await main();
