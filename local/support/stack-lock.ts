import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isErrno, LocalError } from "./errors";
import { commandOf, isAlive } from "./process";

/**
 * Makes this process the only one that works on the local data.
 *
 * @returns a function that gives the data free again.
 * @throws LocalError `already_running` while another process holds it.
 */
export async function lockLocalData(file: string): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true });
  const holder = await readHolder(file);
  if (holder !== undefined) {
    throw new LocalError(
      "already_running",
      `The local stack is running (process ${holder}). Stop it with Ctrl-C in its terminal, then try again.`,
    );
  }
  await rm(file, { force: true });
  await create(file);
  return () => rm(file, { force: true });
}

async function create(file: string): Promise<void> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: "wx" });
  } catch (cause) {
    if (!isErrno(cause, "EEXIST")) throw cause;
    throw new LocalError("already_running", "The local stack is being started already.", { cause });
  }
}

/** The living process that holds the data; a killed one left its file behind, and its id may be another's by now. */
async function readHolder(file: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    const isHolder = pid > 0 && pid !== process.pid && isAlive(pid);
    return isHolder && commandOf(pid).includes("node") ? pid : undefined;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}
