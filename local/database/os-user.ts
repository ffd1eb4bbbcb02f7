import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LocalError } from "../support/errors";

/** The account that PostgreSQL runs under, when it may not run under ours. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root this picks the account `postgres` when the machine has one, else
 * `nobody`, which every Unix has; no account is ever created. Everybody else runs it as themselves.
 */
export function findOsUser(): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const uid = readId("-u", name);
    const gid = readId("-g", name);
    if (uid && gid) return { uid, gid };
  }
  throw new LocalError(
    "postgres_failed",
    "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody to run it as.",
  );
}

/** Whether a shell command succeeds under that account; `args` arrive as $1, $2 … */
export function succeedsAs(
  user: OsUser | undefined,
  script: string,
  ...args: readonly string[]
): boolean {
  const result = spawnSync("/bin/sh", ["-c", script, "sh", ...args], {
    ...user,
    cwd: "/",
    stdio: "ignore",
  });
  return result.status === 0;
}

/** Whether that account can reach files in the folder; a 0700 parent anywhere above is enough to say no. */
export function canEnter(user: OsUser | undefined, folder: string): boolean {
  return user === undefined || succeedsAs(user, 'cd "$1"', folder);
}

/**
 * A folder of ours that the other account can reach, for when root's clone lies below a private folder such as
 * /root. /var/lib is the place for a service's data; the others serve machines where it is read-only.
 */
export function sharedFolder(user: OsUser): string {
  for (const parent of ["/var/lib", "/var/tmp", "/tmp"]) {
    const folder = join(parent, "hvac-sales-automation");
    if (isUsable(folder) && canEnter(user, folder)) return folder;
  }
  throw new LocalError(
    "postgres_failed",
    "PostgreSQL does not run as root, and there is no folder that its own user can reach. Clone the project below a folder that other users may enter.",
  );
}

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    // Below a world-writable parent somebody else may have made it first.
    if (statSync(folder).uid !== process.getuid?.()) return false;
    chmodSync(folder, 0o755);
    return true;
  } catch {
    return false;
  }
}

function readId(flag: string, name: string): number | undefined {
  try {
    return Number.parseInt(
      execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString(),
      10,
    );
  } catch {
    return undefined;
  }
}
