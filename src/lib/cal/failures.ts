import { type RateReading, retryAfter } from "./budget";
import { errorAnswer } from "./schemas";

export type CalFailureKind =
  /** Somebody has that time, or the host does not work then: Cal.com does not tell these apart. */
  | "slot_unavailable"
  /** Too soon, too far ahead, or past. */
  | "out_of_bounds"
  /** The booking no longer stands: it was cancelled, declined or moved. */
  | "not_standing"
  /** The booking's time is over. */
  | "ended"
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
  /** Of an ambiguous write: Cal.com may be at it still, so that what is seen now need not be the end of it. */
  readonly mayStillHappen?: boolean;
}

export type CalResult<T> = { readonly ok: true; readonly data: T } | CalFailure;

/** Texts of Cal.com; it says most of what went wrong with status 400. The first that fits decides. */
const TEXTS: ReadonlyArray<readonly [CalFailureKind, RegExp]> = [
  ["not_standing", /because it has been cancelled|has already been cancelled/i],
  ["ended", /booking that has already ended/i],
  ["out_of_bounds", /can't be booked at the "start" time|in the past|minimum notice/i],
  [
    "slot_unavailable",
    /already has booking|is not available|no more seats|booking_conflict|record that already exists|can't reserve a slot|already reserved/i,
  ],
  ["not_found", /was not found in the database|^booking with uid=\S+ not found/i],
];
const KINDS_OF_STATUS: Readonly<Record<number, CalFailureKind>> = {
  401: "unauthorized",
  403: "unauthorized",
  404: "not_found",
  409: "slot_unavailable",
};
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
/** A gateway gave up; the service behind it may not have. */
const GAVE_UP_WAITING = new Set([408, 502, 503, 504, 520, 522, 524]);

/** What an HTTP answer outside 2xx means. */
export function failureOf(
  status: number,
  body: unknown,
  rate: RateReading,
  isWrite: boolean,
): CalFailure {
  const parsed = errorAnswer.safeParse(body);
  const message = parsed.success ? parsed.data : `HTTP ${status}`;
  const failure = (kind: CalFailureKind): CalFailure => ({ ok: false, kind, message });
  if (status === 429) return { ...failure("rate_limited"), retryAfterSeconds: retryAfter(rate) };
  if (status >= 500 || status === 408) {
    if (!isWrite) return failure("unavailable");
    const ambiguous = failure("ambiguous");
    return GAVE_UP_WAITING.has(status) ? { ...ambiguous, mayStillHappen: true } : ambiguous;
  }
  const said = TEXTS.find(([, text]) => text.test(message));
  return failure(said?.[0] ?? KINDS_OF_STATUS[status] ?? "invalid");
}

/** What it means that no usable answer came at all. */
export function failureWithoutAnswer(error: unknown, isWrite: boolean): CalFailure {
  const code = causeCodeOf(error);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = code ? `${text} (${code})` : text;
  return isWrite && !NEVER_LEFT.has(code ?? "")
    ? { ok: false, kind: "ambiguous", message, mayStillHappen: true }
    : { ok: false, kind: "unavailable", message };
}

/** Not sent at all: the key's requests of this minute are used up, or kept for what matters more. */
export function failureBeforeSending(retryAfterSeconds: number): CalFailure {
  return {
    ok: false,
    kind: "rate_limited",
    message: "the requests to the calendar are used up",
    retryAfterSeconds,
  };
}

function causeCodeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}
