import { readFileSync, writeFileSync } from "node:fs";
import { collectHolidays, holidaySeedSql, SEED_FILE } from "./seed";

/** Writes the holidays' seed migration; with --check, only says whether it is up to date. */
const rows = collectHolidays();
const sql = holidaySeedSql(rows);
const federal = rows.filter((row) => row.scope === "US").length;
const scopes = new Set(rows.map((row) => row.scope)).size;
const counts = `${rows.length} days: ${federal} federal, ${rows.length - federal} of ${scopes - 1} states and territories`;

if (!process.argv.includes("--check")) {
  writeFileSync(SEED_FILE, sql);
  console.log(`${SEED_FILE} written, ${counts}`);
} else if (readFileSync(SEED_FILE, "utf8") === sql) {
  console.log(`${SEED_FILE} is up to date, ${counts}`);
} else {
  console.error(`${SEED_FILE} differs: run npx tsx scripts/holidays/build.ts`);
  process.exitCode = 1;
}
