import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { LocalError, messageOf } from "../support/errors";
import type { Log } from "../support/log";

export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export interface MigrateOptions {
  /** Connects as `postgres`, the role that runs migrations on a hosted project too. */
  readonly postgresUrl: string;
  readonly migrationsFolder: string;
  /** Run once per database, after the first migrations. */
  readonly seedFile?: string;
  readonly log: Log;
}

const FILE_NAME = /^(\d+)_(.+)\.sql$/;
const LOCK_KEY = 2_026_112_202;

/**
 * Applies what is new in `supabase/migrations`, each file in a transaction of its own, and keeps the history where the
 * Supabase CLI keeps it.
 *
 * @throws LocalError `migration_changed` when a file that was applied before has another text now.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(options.migrationsFolder);
  const sql = postgres(options.postgresUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    const history = await readHistory(sql);
    requireNoneMissing(migrations, history);
    const fresh: Migration[] = [];
    for (const migration of migrations) {
      const applied = history.get(migration.version);
      if (applied !== undefined) requireUnchanged(migration, applied);
      else fresh.push(migration);
    }
    for (const migration of fresh) await apply(sql, migration);
    reportApplied(fresh, options.log);
    if (options.seedFile) await seed(sql, options.seedFile, options.log);
  } finally {
    await sql.end();
  }
}

/** The migration files in the order in which they run. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(files.map((file) => readMigration(folder, file)));
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [, version, name] = FILE_NAME.exec(file) ?? [];
  if (version === undefined || name === undefined) {
    throw new LocalError(
      "migration_failed",
      `${file} is no migration name. Use <timestamp>_<verb>_<noun>.sql, as npx supabase migration new does.`,
    );
  }
  return { version, name, file, text: await readFile(join(folder, file), "utf8") };
}

const historySchema = z.array(
  z.object({ version: z.string(), statements: z.array(z.string()).nullable() }),
);

type History = ReadonlyMap<string, readonly string[]>;

async function readHistory(sql: postgres.Sql): Promise<History> {
  const rows = historySchema.parse(
    await sql`select version, statements from supabase_migrations.schema_migrations`,
  );
  return new Map(rows.map((row) => [row.version, row.statements ?? []]));
}

async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.text).simple();
      await tx`
        insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${migration.version}, ${migration.name}, ${[migration.text]})
      `;
      // A migration may leave settings behind that the next one must not see.
      await tx`reset all`;
    });
  } catch (cause) {
    throw failure(migration.file, migration.text, cause);
  }
}

function reportApplied(migrations: readonly Migration[], log: Log): void {
  const last = migrations.at(-1);
  if (last === undefined) return;
  const count = migrations.length === 1 ? "" : `${migrations.length} migrations, the last is `;
  log(`applied ${count}${last.file}`);
}

function requireUnchanged(migration: Migration, statements: readonly string[]): void {
  // The CLI splits a file into statements; only a text recorded whole can be compared.
  if (statements.length !== 1 || statements[0] === migration.text) return;
  throw new LocalError(
    "migration_changed",
    `${migration.file} was changed after it had been applied to the local database. Run npm run db:reset, or put the change into a new migration.`,
  );
}

function requireNoneMissing(migrations: readonly Migration[], history: History): void {
  const known = new Set(migrations.map((migration) => migration.version));
  const missing = [...history.keys()].filter((version) => !known.has(version));
  if (missing.length === 0) return;
  throw new LocalError(
    "migration_changed",
    `The local database has migrations that this folder has not: ${missing.join(", ")}. Run npm run db:reset.`,
  );
}

async function seed(sql: postgres.Sql, file: string, log: Log): Promise<void> {
  if (!existsSync(file)) return;
  const path = join("supabase", basename(file));
  const done = await sql`select from supabase_migrations.seed_files where path = ${path}`;
  if (done.length > 0) return;
  const text = await readFile(file, "utf8");
  const hash = createHash("sha256").update(text).digest("hex");
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text).simple();
      await tx`insert into supabase_migrations.seed_files (path, hash) values (${path}, ${hash})`;
    });
  } catch (cause) {
    throw failure(path, text, cause);
  }
  log(`applied ${path}`);
}

function failure(file: string, text: string, cause: unknown): LocalError {
  const details = cause instanceof postgres.PostgresError ? cause : undefined;
  const place = details?.position ? `:${lineOf(text, Number(details.position))}` : "";
  const hints = [details?.detail, details?.hint].filter((part) => part !== undefined);
  const code = details ? ` (${details.code})` : "";
  const message = [`${file}${place}: ${messageOf(cause)}${code}`, ...hints].join("\n");
  return new LocalError("migration_failed", message, { cause });
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
