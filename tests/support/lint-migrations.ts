import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "supabase/migrations";

/** Hosted Supabase owns this schema: only policies on realtime.messages may be made there (42501 otherwise). */
const FORBIDDEN: ReadonlyArray<readonly [RegExp, string]> = [
  [/create (or replace )?function realtime\./i, "creates a function in schema realtime"],
  [/create (unique )?(index|trigger)[^;]* on realtime\./i, "changes a table of schema realtime"],
  [/alter table (only )?(realtime|auth)\./i, "alters a table that Supabase owns"],
  [
    /create (table|schema) (if not exists )?(realtime|auth)\b/i,
    "creates objects that Supabase owns",
  ],
];

const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".sql"))
  .sort();
const problems = files.flatMap((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${file} ${what}`);
});
for (const problem of problems) console.error(problem);
const squawk = spawnSync(
  "npx",
  ["--no-install", "squawk", ...files.map((file) => join(FOLDER, file))],
  {
    stdio: "inherit",
  },
);
process.exitCode = problems.length > 0 || squawk.status !== 0 ? 1 : 0;
