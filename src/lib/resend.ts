import "server-only";
import { type ErrorResponse, Resend } from "resend";
import { getEnv } from "./env";

const TIMEOUT_MS = 10_000;
const HOUR_SECONDS = 3600;

export interface OutgoingMail {
  /** Our id of the mail; makes a repeated request harmless for 24 hours. */
  readonly id: string;
  readonly to: string;
  readonly senderName: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Takes one-click POSTs (RFC 8058). */
  readonly unsubscribeUrl: string;
}

export type SendResult =
  | { readonly type: "sent"; readonly providerId: string }
  | {
      readonly type: "retry";
      readonly error: string;
      readonly afterSeconds?: number;
      /** True when the trouble is not this mail's: the next one would fail alike. */
      readonly concernsAll: boolean;
    }
  | { readonly type: "final"; readonly error: string };

/** Sends one mail. The SDK neither retries nor throws nor times out by itself. */
export async function sendMail(mail: OutgoingMail): Promise<SendResult> {
  const env = getEnv();
  const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL });
  const { data, error, headers } = await resend.emails.send(
    {
      from: `${displayName(mail.senderName)} <${env.RESEND_FROM}>`,
      to: mail.to,
      ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: {
        "List-Unsubscribe": `<${mail.unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    },
    { idempotencyKey: `emails/${mail.id}`, signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  if (error) return failureOf(error, headers ?? {});
  return { type: "sent", providerId: data.id };
}

/** What an error of Resend means. Its name decides: the status 429 also stands for a quota that lasts. */
export function failureOf(
  { name, statusCode, message }: ErrorResponse,
  headers: Readonly<Record<string, string>>,
): SendResult {
  // The SDK's list of names is older than the service's.
  const code: string = name;
  const error = `${code}: ${message}`;
  const afterSeconds = secondsIn(headers["retry-after"]);
  switch (code) {
    case "rate_limit_exceeded":
      return { type: "retry", error, concernsAll: true, afterSeconds: afterSeconds ?? 1 };
    case "daily_quota_exceeded":
    case "monthly_quota_exceeded":
      return {
        type: "retry",
        error,
        concernsAll: true,
        afterSeconds: afterSeconds ?? HOUR_SECONDS,
      };
    case "concurrent_idempotent_requests":
    case "resource_locked":
      return { type: "retry", error, concernsAll: false };
    case "invalid_idempotent_request":
      return { type: "final", error: `${error} (an earlier attempt had other content)` };
    default:
      return isAccountTrouble(code, statusCode)
        ? { type: "retry", error, concernsAll: true, ...(afterSeconds ? { afterSeconds } : {}) }
        : { type: "final", error };
  }
}

/** An outage, no answer, or a key or domain that is not in order: the mail itself is good and waits. */
function isAccountTrouble(code: string, statusCode: number | null): boolean {
  if (statusCode === null || statusCode >= 500 || statusCode === 429) return true;
  if (statusCode === 401 || statusCode === 403) return true;
  return code === "application_error" || code === "service_unavailable";
}

function secondsIn(value: string | undefined): number | undefined {
  const seconds = Number(value);
  return value && Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}

/** A name with a comma or a dot must stand in quotes; marks that would end the quotes or the header are dropped. */
function displayName(name: string): string {
  const clean = name.replace(/["\\<>\p{Cc}]/gu, "").trim();
  return /^[\p{L}\p{N} '&-]*$/u.test(clean) ? clean : `"${clean}"`;
}
