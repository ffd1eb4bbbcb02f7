import { spawn } from "node:child_process";
import { ensureChromium } from "./support/chromium";

/** Scripts of package.json. What may run side by side stands in one stage; the next starts when all of it has ended. */
const STAGES: ReadonlyArray<readonly string[]> = [
  ["check:types"],
  [
    "check:lint",
    "check:layers",
    "check:unused",
    "check:migrations",
    "check:db-types",
    "check:build",
  ],
  ["check:vitest"],
  ["check:e2e"],
];

interface Outcome {
  readonly name: string;
  readonly isPassed: boolean;
  readonly seconds: number;
}

/** Runs one check. The output of one that runs beside others is shown only if it fails. */
function runCheck(name: string, isAlone: boolean): Promise<Outcome> {
  const startedAt = Date.now();
  const child = spawn("npm", ["run", "--silent", name], {
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
      console.log(`\n${isPassed ? "✔" : "✘"} ${name} (${seconds} s)`);
      if (!isPassed) process.stdout.write(Buffer.concat(output));
      resolve({ name, isPassed, seconds });
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
