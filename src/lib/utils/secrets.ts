import { createHmac, timingSafeEqual } from "node:crypto";

/** Compares two secrets in a time that tells nothing about where they differ. */
export function isSameSecret(given: string | null | undefined, expected: string): boolean {
  // HMACs under one key have equal lengths, which timingSafeEqual demands and which hides the secret's own.
  const key = "compare";
  const digest = (value: string) => createHmac("sha256", key).update(value).digest();
  return timingSafeEqual(digest(given ?? ""), digest(expected)) && given !== "";
}

/** Lower-case hexadecimal HMAC-SHA256 of `text`. */
export function hmacSha256Hex(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}
