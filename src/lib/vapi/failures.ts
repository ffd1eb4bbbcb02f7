import { z } from "zod";
import type { ProviderTrouble } from "../utils/provider-trouble";

/** What the SDK's `VapiError` tells of a request; without a status no answer came at all. */
export interface VapiFailure {
  readonly message: string;
  readonly statusCode?: number | undefined;
  readonly body?: unknown;
  readonly rawResponse?: { readonly headers: Headers } | undefined;
  readonly cause?: unknown;
}

/** A call that was not placed, or perhaps not. */
export type PlaceFailure =
  /** Certainly not placed, because of this number. */
  | { readonly kind: "refused"; readonly because: "lead"; readonly reason: string }
  /** Certainly not placed, and no other call would have been either. */
  | {
      readonly kind: "refused";
      readonly because: "provider";
      readonly trouble: ProviderTrouble;
      /** How long the provider asks us to wait; undefined when it does not say. */
      readonly retryAfterSeconds: number | undefined;
      readonly reason: string;
    }
  /** It may ring or not: look before doing anything. */
  | {
      readonly kind: "ambiguous";
      readonly reason: string;
      readonly trouble: ProviderTrouble | null;
    };

const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const ABOUT_THE_NUMBER = /customer\.number\b|E\.164|international calls/i;

/** What it means for a call that POST /call failed. Vapi says most things with status 400 and text. */
export function placeFailureOf(failure: VapiFailure): PlaceFailure {
  const { statusCode: status } = failure;
  const trouble = troubleOf(failure);
  const reason = reasonOf(failure);
  if (mayHaveBeenAccepted(failure)) return { kind: "ambiguous", trouble, reason };
  // One complaint about anything else means that the request is wrong, not the number.
  if (status === 400 && messagesOf(failure).every((text) => ABOUT_THE_NUMBER.test(text))) {
    return { kind: "refused", because: "lead", reason };
  }
  const retryAfterSeconds = retryAfterSecondsOf(failure.rawResponse?.headers);
  return { kind: "refused", because: "provider", trouble, retryAfterSeconds, reason };
}

const TEXTS: ReadonlyArray<readonly [RegExp, ProviderTrouble]> = [
  [/concurren(cy|t)/i, "concurrency_limit"],
  [/daily outbound call limit/i, "number_daily_limit"],
  [
    /\bcredits?\b|wallet|balance|billing|subscription.*frozen|frozen.*subscription/i,
    "out_of_credits",
  ],
];

const STATUSES: Readonly<Record<number, ProviderTrouble>> = {
  402: "out_of_credits",
  403: "bad_key",
  429: "rate_limited",
};

/** What a failed request says about the provider. */
export function troubleOf(failure: VapiFailure): ProviderTrouble {
  const { statusCode: status } = failure;
  if (status === undefined || isOwnFailure(status)) return "outage";
  if (status === 401) return "bad_key";
  const said = messagesOf(failure).join("; ");
  const told = TEXTS.find(([pattern]) => pattern.test(said));
  return told?.[1] ?? STATUSES[status] ?? "misconfigured";
}

/** The provider's words with the status, for people and logs. */
export function reasonOf(failure: VapiFailure): string {
  const said = messagesOf(failure).join("; ").slice(0, 300);
  if (failure.statusCode !== undefined) return `${failure.statusCode}: ${said}`;
  return wasNeverSent(failure) ? `Vapi cannot be reached: ${said}` : said;
}

function mayHaveBeenAccepted(failure: VapiFailure): boolean {
  const { statusCode: status } = failure;
  return status === undefined ? !wasNeverSent(failure) : isOwnFailure(status);
}

function isOwnFailure(status: number): boolean {
  return status === 408 || status < 400 || status >= 500;
}

function wasNeverSent(failure: VapiFailure): boolean {
  return NEVER_SENT.has(rootCauseCode(failure));
}

const errorBodySchema = z.object({ message: z.union([z.string(), z.array(z.string()).min(1)]) });

function messagesOf(failure: VapiFailure): string[] {
  const body = errorBodySchema.safeParse(failure.body);
  return body.success ? [body.data.message].flat() : [failure.message];
}

function rootCauseCode(failure: unknown): string {
  let current = failure;
  for (let depth = 0; depth < 6 && typeof current === "object" && current !== null; depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
    current = "cause" in current ? current.cause : undefined;
  }
  return "";
}

/** A longer wait than a day is no rate limit. */
const LONGEST_WAIT_SECONDS = 86_400;

/** `Retry-After` in seconds or as a date, else `X-RateLimit-Reset` in Unix seconds: what the SDK itself understands. */
function retryAfterSecondsOf(headers: Headers | undefined): number | undefined {
  const after = headers?.get("retry-after") ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) return waitOf(Number(after));
  const untilSeconds = [
    Date.parse(after) / 1000,
    Number(headers?.get("x-ratelimit-reset") || "none"),
  ];
  const until = untilSeconds.find(Number.isFinite);
  return until === undefined ? undefined : waitOf(until - Date.now() / 1000);
}

function waitOf(seconds: number): number {
  return Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_WAIT_SECONDS);
}
