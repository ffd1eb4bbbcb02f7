import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";

/** A pool or one of its connections. */
export type Queryable = Pick<pg.ClientBase, "query">;

export type TeamRole = "admin" | "member" | "viewer";

/** The only row of a result; anything else is a mistake in the test or in the product. */
export function one<T extends pg.QueryResultRow>(result: pg.QueryResult<T>): T {
  const [row] = result.rows;
  if (row === undefined || result.rows.length > 1) {
    throw new Error(`expected one row, got ${result.rows.length}`);
  }
  return row;
}

/** A signed-up user who is in no team. */
export async function createUser(
  db: Queryable,
  email = `${randomBytes(6).toString("hex")}@staff.example`,
): Promise<string> {
  const id = randomUUID();
  await db.query("insert into auth.users (id, email) values ($1, $2)", [id, email]);
  return id;
}

/** Columns of a row by name, for the test's own values. */
export type Columns = Readonly<Record<string, unknown>>;

/** A team with automation on, called every day of the week, and a postal address, unless told otherwise. */
export async function createTeam(db: Queryable, settings: Columns = {}): Promise<string> {
  const { id } = one(
    await db.query<{ id: string }>("insert into public.teams (name) values ('Team') returning id"),
  );
  const values = {
    automation_enabled: true,
    calling_days: [1, 2, 3, 4, 5, 6, 7],
    postal_address: "1 Main Street, Springfield",
    ...settings,
  };
  await updateRow(db, "settings", "team_id", id, values);
  return id;
}

/** A new user in the team. */
export async function addMember(db: Queryable, teamId: string, role: TeamRole): Promise<string> {
  const email = `${randomBytes(6).toString("hex")}@staff.example`;
  const userId = await createUser(db, email);
  await db.query(
    "insert into public.team_members (team_id, user_id, email, role) values ($1, $2, $3, $4)",
    [teamId, userId, email, role],
  );
  return userId;
}

let phoneCount = 0;

/** A number that no other call of this test file has returned. */
export function newPhone(): string {
  phoneCount += 1;
  return `+1312${String(5_550_000 + phoneCount).padStart(7, "0")}`;
}

export interface Lead {
  readonly id: string;
  readonly phone: string;
  readonly email: string;
}

/** A lead in Chicago, with consent on record, that is due at any hour inside the calling window. */
export async function createLead(
  db: Queryable,
  teamId: string,
  columns: Columns = {},
): Promise<Lead> {
  const phone = newPhone();
  const row = {
    team_id: teamId,
    company_name: "Northside Heating",
    phone,
    email: `owner${phone.slice(1)}@hvac.example`,
    timezone: "America/Chicago",
    timezone_source: "staff",
    consent_basis: "written",
    ...columns,
  };
  return one(await insertRow<Lead>(db, "leads", row));
}

/** Inserts one row and returns it whole. */
export function insertRow<T extends pg.QueryResultRow>(
  db: Queryable,
  table: string,
  columns: Columns,
): Promise<pg.QueryResult<T>> {
  const names = Object.keys(columns);
  const places = names.map((_, index) => `$${index + 1}`);
  return db.query<T>(
    `insert into public.${table} (${names.join(", ")}) values (${places.join(", ")}) returning *`,
    Object.values(columns),
  );
}

/** Updates the rows whose `key` is `value`. */
export async function updateRow(
  db: Queryable,
  table: string,
  key: string,
  value: string,
  columns: Columns,
): Promise<void> {
  const changes = Object.keys(columns).map((name, index) => `${name} = $${index + 2}`);
  await db.query(`update public.${table} set ${changes.join(", ")} where ${key} = $1`, [
    value,
    ...Object.values(columns),
  ]);
}

/** Runs `work` as a signed-in user, as the API would, and commits it (or rolls back when it fails). */
export function asUser<T>(
  pool: pg.Pool,
  userId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await actAs(client, "authenticated", userId);
    return work(client);
  });
}

/** Runs `work` without a session, with the publishable key only. */
export function asAnon<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await actAs(client, "anon");
    return work(client);
  });
}

/** Runs `work` as the routes and the cron do. */
export function asService<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await actAs(client, "service_role");
    return work(client);
  });
}

/** One transaction on a connection of its own. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** For the rest of the transaction, what the API sets for a request: role and both forms of the claims. */
export async function actAs(
  client: Queryable,
  role: "anon" | "authenticated" | "service_role",
  userId = "",
): Promise<void> {
  const claims = userId ? JSON.stringify({ sub: userId, role }) : "";
  await client.query(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
      set_config('role', $3, true)`,
    [claims, userId, role],
  );
}

/** The SQLSTATE with which `work` fails; "none" when it does not fail. */
export async function failureCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") {
      return error.code;
    }
    throw error;
  }
}
