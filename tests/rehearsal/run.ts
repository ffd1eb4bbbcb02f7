import { parseArgs } from "node:util";
import { type Reporter, startVitest } from "vitest/node";
import type { RehearsalRequest } from "./request";
import { nameOf, SCENES } from "./scenes";

/** Shows what the scenes print, and errors that are no expectation of theirs. */
const reporter: Reporter = {
  onUserConsoleLog: ({ content }) => {
    process.stdout.write(content);
  },
  onTestCaseResult: (testCase) => {
    const { state, errors } = testCase.result();
    if (state !== "failed" || errors[0]?.name === "AssertionError") return;
    console.log(`✗ ${testCase.name}: ${errors[0]?.stack ?? errors[0]?.message}\n`);
  },
  onTestRunEnd: (modules) => {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((testCase) => testCase.result().state === "failed");
    console.log(`${tests.length} scenes, ${failed.length} failed`);
    for (const { name } of failed) console.log(`  ✗ ${name}`);
  },
};

/** `[name…] [--seed N] [--cruel]`: plays scenes and prints them. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: "string" }, cruel: { type: "boolean", default: false } },
  });
  const known = new Set(SCENES.flatMap((scene) => [scene.script, nameOf(scene)]));
  const unknown = positionals.filter((name) => ![...known].includes(name));
  if (unknown.length > 0) {
    console.log(
      `There is no scene ${unknown.join(", ")}. There are:\n  ${[...known].join("\n  ")}`,
    );
    process.exitCode = 1;
    return;
  }
  const request: RehearsalRequest = {
    names: positionals,
    seed: Number(values.seed ?? 1),
    isPrinted: true,
    isColoured: process.stdout.isTTY === true,
  };
  process.env.REHEARSAL = JSON.stringify(request);
  const file = values.cruel ? "tests/rehearsal/cruel" : "tests/rehearsal/undisturbed";
  const vitest = await startVitest("test", [file], {
    project: ["rehearsal"],
    reporters: [reporter],
    watch: false,
  });
  await vitest.close();
}

await main();
