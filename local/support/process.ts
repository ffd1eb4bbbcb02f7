import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { isErrno } from "./errors";

/** True while a process with this id exists, also when it belongs to somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, "EPERM");
  }
}

/** The command line of a process, or "" when there is no such process. */
export function commandOf(pid: number): string {
  const options = { stdio: ["ignore", "pipe", "ignore"] as ("ignore" | "pipe")[] };
  try {
    // Slim containers have no ps, and macOS has no /proc.
    return existsSync("/proc/self/cmdline")
      ? execFileSync("cat", [`/proc/${pid}/cmdline`], options)
          .toString()
          .replaceAll("\0", " ")
      : execFileSync("ps", ["-o", "args=", "-p", String(pid)], options).toString();
  } catch {
    return "";
  }
}
