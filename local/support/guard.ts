import { spawn } from "node:child_process";

/**
 * Ends a child process when this process disappears in a way that runs no handler (SIGKILL, a crash, a closed
 * debugger): a small shell waits for the end of its input, which the operating system closes with us, and only then
 * sends the signal. A negative `pid` names a process group.
 *
 * @returns a function that calls the guard off, to be used once the child has ended.
 */
export function guardProcess(pid: number, signal: "INT" | "TERM"): () => void {
  if (process.platform === "win32") return () => {};
  const guard = spawn(
    "/bin/sh",
    ["-c", 'read -r _; kill -s "$1" -- "$2"', "sh", signal, String(pid)],
    { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  // The guard's own failure must not take the stack down: it is a second line of defence.
  guard.on("error", () => {});
  guard.stdin.on("error", () => {});
  guard.unref();
  if ("unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
  return () => {
    guard.kill("SIGKILL");
  };
}
