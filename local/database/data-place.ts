import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { canEnter, findOsUser, type OsUser, sharedFolder } from "./os-user";

/** Left in a data folder whose cluster had to go elsewhere; holds the path of that place. */
const MOVED = "MOVED";

/**
 * Where the cluster of `dataDir` really lives. Normally that is `dataDir` itself. When PostgreSQL's user cannot reach
 * it, the cluster lives in a shared folder under a name derived from `dataDir`, and `dataDir` keeps a note saying so;
 * deleting `dataDir` by hand therefore starts over in both cases.
 */
export async function resolveDataPlace(dataDir: string, user: OsUser | undefined): Promise<string> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  if (canEnter(user, folder) || user === undefined) return join(folder, "cluster");
  const parent = join(sharedFolder(user), `data-${nameFor(folder)}`);
  if (!existsSync(join(folder, MOVED))) {
    await rm(parent, { recursive: true, force: true });
    await writeFile(join(folder, MOVED), `${parent}\n`);
  }
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o755);
  return join(parent, "cluster");
}

/** Deletes the cluster of `dataDir`, wherever it lives. Nothing may be running on it. */
export async function removeDataPlace(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  const note = join(folder, MOVED);
  if (existsSync(note)) {
    const user = findOsUser();
    const parent = (await readFile(note, "utf8")).trim();
    const isOurs = user && parent === join(sharedFolder(user), `data-${nameFor(folder)}`);
    if (isOurs) await rm(parent, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}

/** An empty folder that only `user` can read, ready for initdb. */
export async function makePrivateFolder(folder: string, user: OsUser | undefined): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
}

function nameFor(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 16);
}
