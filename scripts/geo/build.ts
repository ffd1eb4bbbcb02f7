import { writeFileSync } from "node:fs";
import { buildTables, findOutdated } from "./tables";

/** Writes the tables of area codes and ZIP codes; with --check, only says whether they are up to date. */
const tables = buildTables();

if (process.argv.includes("--check")) {
  const outdated = findOutdated(tables);
  for (const file of outdated) console.error(`${file} differs: run npx tsx scripts/geo/build.ts`);
  if (outdated.length > 0) process.exitCode = 1;
} else {
  for (const [file, text] of tables) {
    writeFileSync(file, text);
    console.log(`${file} written, ${Math.round(text.length / 1000)} kB`);
  }
}
