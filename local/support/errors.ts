/** Why a part of the local stack could not do its work. The message is written for the person at the terminal. */
export type LocalErrorCode =
  | "unsupported_platform"
  | "postgres_failed"
  | "bootstrap_failed"
  | "migration_changed"
  | "migration_failed"
  | "invalid_config"
  | "already_running"
  | "part_failed"
  | "demo_failed"
  | "usage";

export class LocalError extends Error {
  override readonly name = "LocalError";

  constructor(
    readonly code: LocalErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** True for a Node system error such as ENOENT, so that callers can tell an expected failure from a real one. */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && codes.includes(error.code);
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
