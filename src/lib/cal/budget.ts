/** What a request is for. Writes of bookings go before times that somebody waits for, and those before the rest. */
export type CalPurpose = "booking" | "availability" | "background";

/** What an answer's headers say about the limit of the key. */
export interface RateReading {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetSeconds?: number;
  /** The answer was a 429: nobody gets through until the reset. */
  readonly isBlocked: boolean;
}

export type Permission =
  | { readonly isGranted: true }
  | { readonly isGranted: false; readonly retryAfterSeconds: number };

/** The requests that all processes together may make with one key. */
export interface CalBudget {
  /** Asked before every request; may take a moment when a place is about to become free. */
  take(): Promise<Permission>;
  /** Told after every answer. */
  learn(reading: RateReading): Promise<void>;
}

const DEFAULT_RESET_SECONDS = 60;
const LONGEST_RESET_SECONDS = 600;
const EARLIEST_UNIX_TIME = 1_000_000_000;

/** Reads the rate-limit headers, which stand on every answer. Cal.com sends no Retry-After. */
export function readRate(status: number, headers: Headers): RateReading {
  const limit = wholeNumber(headers.get("x-ratelimit-limit-default"));
  const remaining = wholeNumber(headers.get("x-ratelimit-remaining-default"));
  const resetSeconds = secondsToReset(headers.get("x-ratelimit-reset-default"));
  return {
    isBlocked: status === 429,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetSeconds === undefined ? {} : { resetSeconds }),
  };
}

/** After how long a request that was refused for its rate can be sent again. */
export function retryAfter(reading: RateReading): number {
  return Math.max(reading.resetSeconds ?? DEFAULT_RESET_SECONDS, 1);
}

/** The source sends seconds left; a Unix time has been seen on the hosted service. */
function secondsToReset(header: string | null): number | undefined {
  const value = header === null || header.trim() === "" ? Number.NaN : Number(header);
  if (!Number.isFinite(value) || value < 0) return undefined;
  const seconds = value > EARLIEST_UNIX_TIME ? value - Date.now() / 1000 : value;
  return Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_RESET_SECONDS);
}

function wholeNumber(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
}
