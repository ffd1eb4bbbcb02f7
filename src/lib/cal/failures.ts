import { errorAnswer } from "./schemas";

type CalFailureKind =
  /** Somebody has that time, or the host does not work then: Cal.com does not tell these apart. */
  | "slot_unavailable"
  /** Too soon, too far ahead, or past. */
  | "out_of_bounds"
  | "invalid"
  | "not_found"
  | "rate_limited"
  | "unauthorized"
  /** A write whose effect is unknown: look before anything else. */
  | "ambiguous"
  /** Nothing was changed, and the same request may work later. */
  | "unavailable";

export interface CalFailure {
  readonly ok: false;
  readonly kind: CalFailureKind;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

export type CalResult<T> = { readonly ok: true; readonly data: T } | CalFailure;

const BUSY = /already has booking|is not available|no more seats|booking_conflict|already exists/i;
const OUT_OF_BOUNDS = /can't be booked at the "start" time|in the past|minimum notice/i;
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const DEFAULT_RETRY_SECONDS = 60;
const EARLIEST_UNIX_TIME = 1_000_000_000;

/** What an HTTP answer outside 2xx means. Cal.com says "taken" with status 400 and text, so the text has to be read. */
export function failureOf(answer: Response, body: unknown, isWrite: boolean): CalFailure {
  const parsed = errorAnswer.safeParse(body);
  const message = parsed.success ? parsed.data : `HTTP ${answer.status}`;
  const failure = (kind: CalFailureKind): CalFailure => ({ ok: false, kind, message });
  if (answer.status === 429) {
    return { ...failure("rate_limited"), retryAfterSeconds: secondsToReset(answer.headers) };
  }
  if (answer.status >= 500 || answer.status === 408) {
    return failure(isWrite ? "ambiguous" : "unavailable");
  }
  if (OUT_OF_BOUNDS.test(message)) return failure("out_of_bounds");
  if (answer.status === 409 || BUSY.test(message)) return failure("slot_unavailable");
  if (answer.status === 404) return failure("not_found");
  if (answer.status === 401 || answer.status === 403) return failure("unauthorized");
  return failure("invalid");
}

/** What it means that no usable answer came at all. */
export function failureWithoutAnswer(error: unknown, isWrite: boolean): CalFailure {
  const code = causeCodeOf(error);
  const neverLeft = NEVER_LEFT.has(code ?? "");
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ok: false,
    kind: isWrite && !neverLeft ? "ambiguous" : "unavailable",
    message: code ? `${message} (${code})` : message,
  };
}

function secondsToReset(headers: Headers): number {
  const value = Number(headers.get("x-ratelimit-reset-default") ?? Number.NaN);
  if (!Number.isFinite(value) || value < 0) return DEFAULT_RETRY_SECONDS;
  // The source sends seconds left; a Unix time has been seen on the hosted service.
  const seconds = value > EARLIEST_UNIX_TIME ? value - Date.now() / 1000 : value;
  return Math.min(Math.max(Math.ceil(seconds), 1), DEFAULT_RETRY_SECONDS * 10);
}

function causeCodeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}
