import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { actAs, createUser, one, type Queryable } from "../support/database-actors";
import { listTables } from "../support/database-catalogue";
import { createTenant } from "../support/database-tenant";

const database = await openTestDatabase();
const pool = openPool(database, 2);
/** The law, the same for every team. */
const REFERENCE_TABLES = ["calling_rules", "holidays"];
const tables = (await listTables(pool)).filter((table) => !REFERENCE_TABLES.includes(table));
const ours = await createTenant(pool);
const theirs = await createTenant(pool);
const nobody = await createUser(pool);

const DENIED = "42501";
const VERBS = ["insert", "update", "delete"] as const;
type Verb = (typeof VERBS)[number];

/** What a member gets instead of rows: refused, or none. */
const HIDDEN_FROM_MEMBERS = new Map<string, number | string>([
  ["booking_requests", DENIED],
  ["import_changes", DENIED],
  ["lead_action_items", DENIED],
  ["slot_offers", DENIED],
  ["webhook_events", DENIED],
  ["team_invitations", 0],
]);

const teamColumn = (table: string) => (table === "teams" ? "id" : "team_id");

/** How many rows of our team a statement touches, or the SQLSTATE that it fails with; undone afterwards. */
async function attempt(
  role: "anon" | "authenticated",
  userId: string | undefined,
  work: (client: pg.PoolClient) => Promise<pg.QueryResult>,
): Promise<number | string> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await actAs(client, role, userId);
    return (await work(client)).rowCount ?? 0;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const reads = (table: string) => (client: Queryable) =>
  client.query(`select id from ${table} where ${teamColumn(table)} = $1`, [ours.team]);

/** The columns that a signed-in user may insert or update; all of them where there is none, to see it refused. */
async function columnsFor(table: string, verb: Verb): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; is_granted: boolean }>(
    `select attname as name, has_column_privilege('authenticated', attrelid, attnum, $2) as is_granted
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table, verb],
  );
  const granted = rows.filter((row) => row.is_granted);
  return (granted.length > 0 ? granted : rows).map((row) => row.name);
}

/** A row of our team as it is, but in the name of the user who inserts it. */
async function rowToInsert(table: string, userId: string | undefined): Promise<object> {
  const { row } = one(
    await pool.query<{ row: object }>(
      `select to_jsonb(t) as row from ${table} t where ${teamColumn(table)} = $1 limit 1`,
      [ours.team],
    ),
  );
  return {
    ...row,
    created_by: userId,
    attested_by: userId,
    changed_by: userId,
    author_id: userId,
  };
}

async function writes(table: string, verb: Verb, userId?: string) {
  const filter = `where ${teamColumn(table)} = $1`;
  if (verb === "delete") {
    return (client: pg.PoolClient) => client.query(`delete from ${table} ${filter}`, [ours.team]);
  }
  const columns = await columnsFor(table, verb);
  if (verb === "update") {
    const [column] = columns;
    return (client: pg.PoolClient) =>
      client.query(`update ${table} set ${column} = ${column} ${filter}`, [ours.team]);
  }
  const names = columns.join(", ");
  const row = await rowToInsert(table, userId);
  return (client: pg.PoolClient) =>
    client.query(
      `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`,
      [row],
    );
}

/** What becomes of each verb, e.g. `{ insert: "42501", update: 0, delete: "42501" }`. */
async function writeAttempts(table: string, userId: string | undefined) {
  const role = userId === undefined ? "anon" : "authenticated";
  const results: Partial<Record<Verb, number | string>> = {};
  for (const verb of VERBS) {
    results[verb] = await attempt(role, userId, await writes(table, verb, userId));
  }
  return results;
}

/** Refused by a missing grant or a policy's check, or no row of the team in reach. */
function expectNothingWritten(results: Partial<Record<Verb, number | string>>): void {
  expect(results.insert).toBe(DENIED);
  expect([DENIED, 0]).toContain(results.update);
  expect([DENIED, 0]).toContain(results.delete);
}

test("our team has a row in every table, so that the tests below can fail", async () => {
  for (const table of tables) {
    const { rowCount } = await reads(table)(pool);
    expect(rowCount, table).toBeGreaterThan(0);
  }
});

describe.each(tables)("%s", (table) => {
  test.each([
    ["an admin of another team", () => theirs.admin],
    ["a user without a team", () => nobody],
  ])("%s sees none of our rows and writes none", async (_, user) => {
    expect([DENIED, 0]).toContain(await attempt("authenticated", user(), reads(table)));
    expectNothingWritten(await writeAttempts(table, user()));
  });

  test("a client without a session is refused", async () => {
    expect(await attempt("anon", undefined, reads(table))).toBe(DENIED);
    const refused = { insert: DENIED, update: DENIED, delete: DENIED };
    expect(await writeAttempts(table, undefined)).toEqual(refused);
  });

  test("a viewer of our team reads what the members read, and writes nothing", async () => {
    const [seen, seenByMember] = await Promise.all([
      attempt("authenticated", ours.viewer, reads(table)),
      attempt("authenticated", ours.member, reads(table)),
    ]);
    expect(seen).toBe(seenByMember);
    expect(HIDDEN_FROM_MEMBERS.get(table) ?? "rows").toBe(
      typeof seen === "number" && seen > 0 ? "rows" : seen,
    );
    expectNothingWritten(await writeAttempts(table, ours.viewer));
  });
});

describe.each(REFERENCE_TABLES)("%s", (table) => {
  const readAll = (client: Queryable) => client.query(`select id from ${table}`);

  test("is read by whoever is in a team, and by nobody else", async () => {
    expect(await attempt("authenticated", ours.viewer, readAll)).toBeGreaterThan(0);
    expect(await attempt("authenticated", nobody, readAll)).toBe(0);
    expect(await attempt("anon", undefined, readAll)).toBe(DENIED);
  });

  test("is changed by migrations only", async () => {
    const write = (sql: string) => (client: Queryable) => client.query(sql);
    for (const sql of [
      `delete from ${table}`,
      `update ${table} set id = id`,
      `insert into ${table} default values`,
    ]) {
      expect(await attempt("authenticated", ours.admin, write(sql)), sql).toBe(DENIED);
    }
  });
});

describe("by role", () => {
  /** What each role may do to our rows: true where at least one row is reached. */
  async function allowed(userId: string): Promise<string[]> {
    const result: string[] = [];
    for (const table of tables) {
      for (const [verb, answer] of Object.entries(await writeAttempts(table, userId))) {
        // Unique and foreign keys are checked after the policy has let the row through.
        if (
          (typeof answer === "number" && answer > 0) ||
          ["23505", "23503", "PT409"].includes(String(answer))
        ) {
          result.push(`${verb} ${table}`);
        }
      }
    }
    return result;
  }

  let member: string[];
  beforeAll(async () => {
    member = await allowed(ours.member);
  });

  test("a member works on leads and all that goes with them", () => {
    expect(member).toEqual([
      "insert consents",
      "insert lead_lists",
      "update lead_lists",
      "delete lead_lists",
      "insert lead_notes",
      "update lead_notes",
      "delete lead_notes",
      "insert lead_views",
      "update lead_views",
      "delete lead_views",
      "insert leads",
      "update leads",
      "delete leads",
      "insert suppressions",
    ]);
  });

  test("only an admin changes settings, people, and takes addresses off the list", async () => {
    const admin = await allowed(ours.admin);
    expect(admin.filter((action) => !member.includes(action))).toEqual([
      "update settings",
      "delete suppressions",
      "insert team_calling_rules",
      "update team_calling_rules",
      "delete team_calling_rules",
      "insert team_holidays",
      "delete team_holidays",
      "delete team_invitations",
      "update team_members",
      "delete team_members",
      "update teams",
    ]);
    // A note is its author's, and the one here is the member's.
    const ownNotes = ["update lead_notes", "delete lead_notes"];
    const others = member.filter((action) => !ownNotes.includes(action));
    expect(admin).toEqual(expect.arrayContaining(others));
    expect(admin).not.toEqual(expect.arrayContaining(ownNotes));
  });
});
