import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import Papa from "papaparse";
import ws from "ws";
import type { ServiceContext } from "../src/lib/context";
import type { Database } from "../src/lib/database.types";
import { confirmRegistrations, listCallingRules } from "../src/lib/services/calling-rules";
import { importRows } from "../src/lib/services/imports/rows";
import { startImport } from "../src/lib/services/imports/start";
import { updateSettings } from "../src/lib/services/settings";
import { createClock } from "../src/lib/utils/clock";
import { IMPORT_CHUNK_ROWS } from "../src/lib/utils/csv";
import { guessColumns } from "../src/lib/utils/csv-columns";
import { watchDemo } from "./demo-watch";
import type { Stack } from "./stack";
import { LocalError } from "./support/errors";
import type { Log } from "./support/log";
import { PROJECT_ROOT } from "./support/paths";

const DEMO_LIST = join(PROJECT_ROOT, "local", "fixtures", "hvac-companies.csv");

/**
 * Does what a member of staff would do on the first day, with the same services and the same rights: signs in, confirms
 * registrations, imports the shipped list with the consent on which it rests, switches automation on. Then tells in a
 * line each what comes of it, until the stack stops.
 */
export async function runDemo(stack: Stack, log: Log): Promise<void> {
  const db = await signIn(stack);
  const ctx = await userContext(stack, db);
  const teamId = await findTeam(db);
  const { count } = await db.from("leads").select("id", { count: "exact", head: true });
  if (!count) {
    await confirmAllRegistrations(ctx, teamId, log);
    await importList(ctx, teamId, log);
  }
  await updateSettings(ctx, { teamId, changes: { automation_enabled: true } });
  log("automation is on: the next cron run starts calling");
  await watchDemo(stack, db, teamId, log);
}

async function signIn(stack: Stack): Promise<SupabaseClient<Database>> {
  const db = createClient<Database>(stack.supabaseUrl, stack.secrets.publishableKey, {
    auth: { persistSession: false },
    realtime: { transport: ws as never },
  });
  const { error } = await db.auth.signInWithPassword(stack.login);
  if (error)
    throw new LocalError("demo_failed", `The demo user cannot sign in: ${error.message}`, {
      cause: error,
    });
  return db;
}

async function userContext(stack: Stack, db: SupabaseClient<Database>): Promise<ServiceContext> {
  const { data } = await db.auth.getUser();
  if (!data.user) throw new LocalError("demo_failed", "The demo user is not signed in.");
  const silent = () => {};
  return {
    db,
    actor: { kind: "user", userId: data.user.id },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    now: createClock(stack.clockSettings).now,
  };
}

async function findTeam(db: SupabaseClient<Database>): Promise<string> {
  const { data, error } = await db.from("teams").select("id").limit(1).single();
  if (error)
    throw new LocalError("demo_failed", `The demo team cannot be read: ${error.message}`, {
      cause: error,
    });
  return data.id;
}

/** A company that has registered wherever a state asks for it, so that the whole list may be called. */
async function confirmAllRegistrations(
  ctx: ServiceContext,
  teamId: string,
  log: Log,
): Promise<void> {
  const rules = await listCallingRules(ctx, { teamId });
  const states = rules.filter((rule) => rule.needsRegistration).map((rule) => rule.state);
  await confirmRegistrations(ctx, { teamId, states, reason: "The demo company is registered." });
  log(`confirmed the registration in ${states.length} states that ask for one`);
}

async function importList(ctx: ServiceContext, teamId: string, log: Log): Promise<void> {
  const text = await readFile(DEMO_LIST, "utf8");
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [headers = [], ...rows] = data;
  const columns = guessColumns(headers);
  const { importId } = await startImport(ctx, {
    teamId,
    fileName: basename(DEMO_LIST),
    totalRows: rows.length,
    columns,
    consent: { basis: "written", note: null },
  });
  let done = { createdCount: 0, skippedCount: 0, refusedCount: 0 };
  for (let start = 0; start < rows.length; start += IMPORT_CHUNK_ROWS) {
    const chunk = rows.slice(start, start + IMPORT_CHUNK_ROWS);
    done = await importRows(ctx, { importId, firstRow: start + 1, rows: chunk });
  }
  log(
    `imported ${basename(DEMO_LIST)}: ${rows.length} rows = ${done.createdCount} new leads + ` +
      `${done.skippedCount} duplicates + ${done.refusedCount} refused`,
  );
}
