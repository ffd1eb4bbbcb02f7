import { spawnSync } from "node:child_process";

/**
 * The production build needs no secret: what the server needs is read at start, what the browser needs comes with the
 * page. A warning fails it.
 */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([key]) =>
    /^(PATH|HOME|LANG|TMPDIR|CI|NODE_|NEXT_|npm_)/.test(key),
  ),
);
const build = spawnSync("npx", ["--no-install", "next", "build"], {
  env: {
    ...env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
  },
  encoding: "utf8",
});
const output = `${build.stdout}${build.stderr}`;
process.stdout.write(output);
const warnings = output
  .split("\n")
  .filter((line) => /^\s*(⚠|warn)/i.test(line) && !/npm warn/i.test(line));
if (warnings.length > 0) console.error(`The build warned:\n${warnings.join("\n")}`);
process.exitCode = build.status === 0 && warnings.length === 0 ? 0 : 1;
