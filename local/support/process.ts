import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { isErrno } from "./errors";

/** Slim containers have no ps, and macOS has no /proc. */
const HAS_PROC = existsSync("/proc/self/cmdline");

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
  return HAS_PROC
    ? read("cat", `/proc/${pid}/cmdline`).replaceAll("\0", " ")
    : read("ps", "-o", "args=", "-p", String(pid));
}

/** The process that started that one, or undefined when there is no such process. */
export function parentOf(pid: number): number | undefined {
  const text = HAS_PROC
    ? /^PPid:\s*(\d+)/m.exec(read("cat", `/proc/${pid}/status`))?.[1]
    : read("ps", "-o", "ppid=", "-p", String(pid));
  const parent = Number.parseInt(text ?? "", 10);
  return parent > 0 ? parent : undefined;
}

function read(command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
  } catch {
    return "";
  }
}
