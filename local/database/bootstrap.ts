import { readFile } from "node:fs/promises";
import { getAuthSchemaSql } from "@supabase/lite";
import postgres from "postgres";
import { LocalError, messageOf } from "../support/errors";

/** Any number, the same for all: two bootstraps of one cluster would race for the roles. */
const LOCK_KEY = 2_026_112_201;

/**
 * Gives a database what every hosted Supabase project has before its first migration: roles, schemas, auth tables
 * and helpers, Realtime, migration history. It changes nothing that is already so, hence runs at every start.
 *
 * @param adminUrl connects as the superuser to the database that is to become the project's.
 */
export async function bootstrapDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const parts = await loadParts();
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK_KEY})`;
      for (const part of parts) await tx.unsafe(part).simple();
    });
  } catch (cause) {
    throw new LocalError(
      "bootstrap_failed",
      `The database could not be prepared: ${messageOf(cause)}`,
      { cause },
    );
  } finally {
    await sql.end();
  }
}

/** The order matters: grants name roles, and the auth helpers replace those that come with the auth tables. */
async function loadParts(): Promise<string[]> {
  return [
    await readPart("roles"),
    "set local search_path = pg_catalog",
    getAuthSchemaSql(),
    await readPart("auth"),
    await readPart("schemas"),
    await readPart("realtime"),
    await readPart("migrations"),
  ];
}

function readPart(name: string): Promise<string> {
  return readFile(new URL(`./sql/${name}.sql`, import.meta.url), "utf8");
}
