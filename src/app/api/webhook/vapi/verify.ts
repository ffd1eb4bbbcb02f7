import "server-only";
import { getEnv } from "@/lib/env";
import { isSameSecret } from "@/lib/utils/secrets";

/**
 * Vapi proves itself with a shared secret, either as `x-vapi-secret` or as a bearer token: a Custom Credential of its
 * dashboard can send both forms.
 */
export function isFromVapi(request: Request): boolean {
  const secret = getEnv().VAPI_WEBHOOK_SECRET;
  const header = request.headers.get("x-vapi-secret");
  if (header !== null) return isSameSecret(header, secret);
  return isSameSecret(request.headers.get("authorization"), `Bearer ${secret}`);
}
