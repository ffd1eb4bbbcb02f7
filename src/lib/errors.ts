/** What can go wrong in a way that a caller may want to tell apart; the HTTP status follows from it. */
export type ErrorCode =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "too_many_requests"
  | "not_configured"
  | "unavailable"
  | "database"
  | "provider"
  | "internal";

const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many_requests: 429,
  not_configured: 503,
  unavailable: 503,
  database: 500,
  provider: 502,
  internal: 500,
};

interface AppErrorOptions {
  /** A sentence that a user may read: what is so and what to do. */
  readonly userMessage?: string;
  readonly isRetryable?: boolean;
  readonly retryAfterSeconds?: number;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class of the application. `message` is for the log; `userMessage` is for people. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly userMessage: string | undefined;
  readonly isRetryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.userMessage = options.userMessage;
    this.isRetryable = options.isRetryable ?? (code === "database" || code === "provider");
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.context = options.context ?? {};
  }

  get status(): number {
    return STATUS[this.code];
  }
}

export const GENERIC_USER_MESSAGE =
  "Something went wrong on our side. Nothing was changed; try again in a moment.";

/** The sentence to show for any thrown value. */
export function userMessageOf(error: unknown): string {
  return (error instanceof AppError && error.userMessage) || GENERIC_USER_MESSAGE;
}

interface DatabaseFailure {
  readonly message: string;
  readonly code?: string;
  readonly details?: string | null;
}

const PT_CODES: Record<string, ErrorCode> = {
  PT400: "bad_request",
  PT401: "unauthenticated",
  PT403: "forbidden",
  PT404: "not_found",
  PT409: "conflict",
  PT410: "not_found",
};

/**
 * Turns a PostgREST error into an AppError. Our own SQL raises PTnnn with a sentence meant for people; a constraint
 * or a privilege that stopped the write becomes conflict, bad_request or forbidden; all else is `database`.
 */
export function databaseError(doing: string, failure: DatabaseFailure): AppError {
  const code = failure.code ?? "";
  const context = { sqlstate: code, details: failure.details };
  const ours = PT_CODES[code];
  if (ours) {
    return new AppError(ours, `${doing}: ${failure.message}`, {
      userMessage: failure.message,
      context,
      cause: failure,
    });
  }
  const options = { context, cause: failure };
  if (code === "23505") return new AppError("conflict", `${doing}: already exists`, options);
  if (code === "23514" || code === "23502" || code.startsWith("22")) {
    return new AppError("bad_request", `${doing}: ${failure.message}`, options);
  }
  if (code === "42501") return new AppError("forbidden", `${doing}: not allowed`, options);
  return new AppError("database", `${doing}: ${failure.message}`, options);
}
