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
/** What npm says of the machine's settings, and that a clean machine has no cache from an earlier build. */
const NOT_ABOUT_THE_CODE = /npm warn|No build cache found/i;
const output = `${build.stdout}${build.stderr}`;
process.stdout.write(output);
const warnings = withoutKnownWarning(output)
  .split("\n")
  .filter((line) => /^\s*(⚠|warn)/i.test(line) && !NOT_ABOUT_THE_CODE.test(line));
if (warnings.length > 0) console.error(`The build warned:\n${warnings.join("\n")}`);
/** What a browser loads before the pages where staff spend the day work, compressed, as the build prints it. */
const MOST_KB = 200;
const heavy = ["/leads", "/leads/[id]"].flatMap((page) => {
  const line = output.split("\n").find((text) => text.includes(` ƒ ${page} `));
  const [, firstLoad = "NaN"] = /([\d.]+) kB\s*$/.exec(line ?? "") ?? [];
  return Number(firstLoad) <= MOST_KB ? [] : [`${page} loads ${firstLoad} kB`];
});
if (heavy.length > 0) console.error(`${heavy.join(", ")} of JavaScript first: ${MOST_KB} at most.`);
process.exitCode = build.status === 0 && warnings.length === 0 && heavy.length === 0 ? 0 : 1;

/**
 * supabase-js asks for the version of Node where there may be one; it does so safely, and the edge runtime has none.
 * Where every warning of the compiler is that one, its headline means nothing either.
 */
function withoutKnownWarning(text: string): string {
  const warnings = text.split(/\n\s*\n/).filter((paragraph) => paragraph.startsWith("./"));
  const isAllKnown =
    warnings.length > 0 &&
    warnings.every(
      (warning) => warning.includes("/supabase-js/") && warning.includes("(process.version at"),
    );
  return isAllKnown ? text.replaceAll(/^.*Compiled with warnings.*$/gm, "") : text;
}
