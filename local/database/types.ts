import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateTypescript, introspect, sortGeneratorMetadata } from "@supabase/postgrest-typegen";
import pg from "pg";
import { LocalError } from "../support/errors";
import { PROJECT_ROOT } from "../support/paths";
import { createTestDatabase, startTestCluster } from "./test-database";

const TYPES_FILE = join(PROJECT_ROOT, "src", "lib", "database.types.ts");
/** Decides which helper types are written; the version that hosted projects run. */
const POSTGREST_VERSION = "14.1";

/** Writes src/lib/database.types.ts from the migrations, on a database made for the purpose. */
export async function writeDatabaseTypes(): Promise<void> {
  await writeFile(TYPES_FILE, await generateDatabaseTypes());
}

/** @throws LocalError when the file is not what the migrations give. */
export async function checkDatabaseTypes(): Promise<void> {
  const [current, expected] = [await readFile(TYPES_FILE, "utf8"), await generateDatabaseTypes()];
  if (current === expected) return;
  const line = firstDifference(current, expected);
  throw new LocalError(
    "invalid_config",
    `src/lib/database.types.ts:${line} is not what the migrations give. Run npm run db:types and commit the result.`,
  );
}

async function generateDatabaseTypes(): Promise<string> {
  const cluster = await startTestCluster();
  try {
    const database = await createTestDatabase(cluster);
    const pool = new pg.Pool({ connectionString: database.postgresUrl, max: 1 });
    // The server may close an idle connection while the pool is still ending it.
    pool.on("error", () => {});
    try {
      const metadata = await introspect(pool, { includedSchemas: ["public"] });
      return await generateTypescript(sortGeneratorMetadata(metadata), {
        postgrestVersion: POSTGREST_VERSION,
      });
    } finally {
      await pool.end();
    }
  } finally {
    await cluster.stop();
  }
}

function firstDifference(current: string, expected: string): number {
  const lines = expected.split("\n");
  return current.split("\n").findIndex((line, index) => line !== lines[index]) + 1;
}
