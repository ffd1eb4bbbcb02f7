import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { judgeRows, toRecord } from "../../../src/lib/services/imports/judge";
import { type BenchTeam, IMPORTED_AT } from "./team";
import { cutIntoChunks, type ReadFile } from "./whole";

export interface DatabaseImport {
  readonly judgeSeconds: number;
  readonly storeSeconds: number;
  readonly importId: string;
}

/** The judged rows stored without REST: what the database itself takes. */
export async function storeDirectly(
  pool: pg.Pool,
  { teamId, userId }: BenchTeam,
  { columns, rows }: ReadFile,
): Promise<DatabaseImport> {
  const client = await pool.connect();
  let judgeSeconds = 0;
  let storeSeconds = 0;
  try {
    await client.query("select set_config('request.jwt.claims', $1, false)", [
      JSON.stringify({ sub: userId, role: "authenticated" }),
    ]);
    const choices = {
      file_name: "bench.csv",
      total_rows: rows.length,
      columns,
      duplicate_policy: "skip",
    };
    const begun = await client.query("select id from public.start_import($1, $2, $3)", [
      teamId,
      choices,
      IMPORTED_AT,
    ]);
    const importId = String(begun.rows[0].id);
    for (const { firstRow, rows: cells } of cutIntoChunks(rows)) {
      const startedAt = performance.now();
      const rules = { columns, duplicatePolicy: "skip" } as const;
      const records = JSON.stringify((await judgeRows(cells, firstRow, rules)).map(toRecord));
      const judgedAt = performance.now();
      await client.query("select from public.import_lead_rows($1, $2, $3, $4)", [
        importId,
        firstRow,
        records,
        IMPORTED_AT,
      ]);
      judgeSeconds += (judgedAt - startedAt) / 1000;
      storeSeconds += (performance.now() - judgedAt) / 1000;
    }
    return { judgeSeconds, storeSeconds, importId };
  } finally {
    client.release(true);
  }
}

const COPIED =
  "company_name, contact_name, phone, phone_extension, email, street, city, state, postal_code, timezone, timezone_source, timezones, zone_note, states, notes, custom, created_at";

/** The same leads into the same table, with its triggers and indexes, by COPY from a file: seconds. */
export async function copyAgain(
  pool: pg.Pool,
  importId: string,
  { teamId }: BenchTeam,
): Promise<number> {
  const path = join(tmpdir(), `hvac-bench-copy-${process.pid}`);
  try {
    await pool.query(
      `copy (select '${teamId}'::uuid, ${COPIED} from public.leads where import_id = '${importId}' order by created_at) to '${path}'`,
    );
    const startedAt = performance.now();
    await pool.query(`copy public.leads (team_id, ${COPIED}) from '${path}'`);
    return (performance.now() - startedAt) / 1000;
  } finally {
    await rm(path, { force: true });
  }
}
