import type { Json } from "@/lib/database.types";

/** Vapi echoes the assistant with its server headers, and URLs by which anybody could speak in the call. */
const SECRET_KEYS = new Set([
  "headers",
  "secret",
  "monitor",
  "credentials",
  "credentialIds",
  "serverUrlSecret",
]);

/** A copy of a payload that may be stored. */
export function redactPayload(value: Json): Json {
  if (Array.isArray(value)) return value.map(redactPayload);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      SECRET_KEYS.has(key) ? "[redacted]" : redactPayload(entry ?? null),
    ]),
  );
}
