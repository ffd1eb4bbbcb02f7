import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { AuthMail } from "../supabase/auth-mail";
import { startSupabase } from "../supabase/server";
import { MIGRATIONS_FOLDER } from "../support/paths";
import { isAlive } from "../support/process";
import { bootstrapDatabase } from "./bootstrap";
import { removeDataPlace } from "./data-place";
import { migrate, readMigrations } from "./migrate";
import { startPostgres } from "./postgres";
import { asPostgresRole, withDatabase } from "./urls";

/** A PostgreSQL server for one test run. Only its address matters, so that it can be handed to other processes. */
export interface TestCluster {
  readonly adminUrl: string;
}

export interface OwnedTestCluster extends TestCluster {
  stop(): Promise<void>;
}

/** A database of its own for one test file, with all migrations and no seed. */
export interface TestDatabase {
  /** As the superuser. */
  readonly adminUrl: string;
  /** As `postgres`, the role that runs migrations. */
  readonly postgresUrl: string;
  drop(): Promise<void>;
}

export interface TestSupabase {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly jwtSecret: string;
  /** The mails that the auth server has sent, oldest first. */
  readonly mails: readonly AuthMail[];
  stop(): Promise<void>;
}

const FOLDER_PREFIX = "hvac-test-";
const LOCK_KEY = 2_026_112_203;

/** Starts a throw-away PostgreSQL; call it once per test run. */
export async function startTestCluster(): Promise<OwnedTestCluster> {
  await removeAbandonedFolders();
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  await chmod(folder, 0o755);
  const dataDir = join(folder, "postgres");
  const server = await startPostgres({ dataDir, durable: false, log: () => {} });
  const cluster = {
    adminUrl: server.adminUrl,
    stop: async () => {
      await server.stop();
      await removeDataPlace(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await ensureTemplate(cluster);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

/** Clones the template, which takes some 70 ms. */
export async function createTestDatabase(cluster: TestCluster): Promise<TestDatabase> {
  return createDatabase(cluster, await ensureTemplate(cluster));
}

/** A database as a new hosted project has it: none of the application's migrations. */
export async function createBareTestDatabase(cluster: TestCluster): Promise<TestDatabase> {
  const database = await createDatabase(cluster, "template1");
  await bootstrapDatabase(database.adminUrl);
  return database;
}

async function createDatabase(cluster: TestCluster, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withAdmin(cluster.adminUrl, (sql) =>
    sql.unsafe(`create database ${name} template ${template} strategy wal_log owner postgres`),
  );
  const adminUrl = withDatabase(cluster.adminUrl, name);
  return {
    adminUrl,
    postgresUrl: asPostgresRole(adminUrl),
    drop: () =>
      withAdmin(cluster.adminUrl, async (sql) => {
        await sql.unsafe(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Serves the Supabase API over a test database, with keys that no other server accepts. */
export async function startTestSupabase(
  database: TestDatabase,
  { siteUrl = "http://127.0.0.1:3000" }: { readonly siteUrl?: string } = {},
): Promise<TestSupabase> {
  const keys = {
    jwtSecret: randomBytes(32).toString("hex"),
    publishableKey: `sb_publishable_${randomBytes(12).toString("hex")}`,
    secretKey: `sb_secret_${randomBytes(12).toString("hex")}`,
  };
  const mails: AuthMail[] = [];
  const server = await startSupabase({
    ...keys,
    adminUrl: database.adminUrl,
    siteUrl,
    emailSender: { send: async (mail) => void mails.push(mail) },
    log: () => {},
  });
  return { ...keys, url: server.url, mails, stop: server.stop };
}

/**
 * The name of the database that the others are cloned from. It is named after the migrations' text: in watch mode a
 * changed migration gives a new template.
 */
async function ensureTemplate(cluster: TestCluster): Promise<string> {
  const name = `template_${await hashOfMigrations()}`;
  await withAdmin(cluster.adminUrl, async (sql) => {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    const found = await sql`select from pg_database where datname = ${name}`;
    if (found.length === 0) await buildTemplate(sql, cluster, name);
  });
  return name;
}

/** Built under another name first: a failed migration must not leave a template that looks finished. */
async function buildTemplate(sql: postgres.Sql, cluster: TestCluster, name: string): Promise<void> {
  const draft = `draft_${name}`;
  await sql.unsafe(`drop database if exists ${draft} with (force)`);
  await sql.unsafe(`create database ${draft}`);
  const adminUrl = withDatabase(cluster.adminUrl, draft);
  await bootstrapDatabase(adminUrl);
  await migrate({
    postgresUrl: asPostgresRole(adminUrl),
    migrationsFolder: MIGRATIONS_FOLDER,
    log: () => {},
  });
  await sql.unsafe(`alter database ${draft} rename to ${name}`);
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash("sha256");
  for (const { file, text } of await readMigrations(MIGRATIONS_FOLDER)) hash.update(file + text);
  return hash.digest("hex").slice(0, 16);
}

async function withAdmin<T>(adminUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** A test run that was killed could not remove its folder; it is named after its process. */
async function removeAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const pid = Number.parseInt(name.slice(FOLDER_PREFIX.length), 10);
    if (pid > 0 && isAlive(pid)) continue;
    await removeDataPlace(join(tmpdir(), name, "postgres"));
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
