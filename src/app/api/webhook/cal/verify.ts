import { hmacSha256Hex, isSameSecret } from "@/lib/utils/secrets";

export const SIGNATURE_HEADER = "x-cal-signature-256";

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Checks that a body was signed with the subscription's secret: lower-case hexadecimal HMAC-SHA256 of the raw text. */
export function verifySignature(
  rawBody: string,
  signature: string | null,
  secret: string,
): Verdict {
  if (!signature) return { ok: false, reason: "the signature is missing" };
  // What Cal.com sends when the subscription has no secret.
  if (signature === "no-secret-provided") {
    return { ok: false, reason: "the subscription has no secret" };
  }
  if (isSameSecret(signature, hmacSha256Hex(secret, rawBody))) return { ok: true };
  return { ok: false, reason: "the signature does not match" };
}
