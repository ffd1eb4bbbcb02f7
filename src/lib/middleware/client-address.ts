/**
 * The address that a request came from: what the platform's proxy says, else what the server saw. Good enough to
 * count requests by; nothing may be allowed because of it.
 */
export function clientAddress(headers: Headers): string {
  const forwarded = headers.get("x-real-ip") ?? headers.get("x-forwarded-for")?.split(",")[0];
  return forwarded?.trim() || "unknown";
}
