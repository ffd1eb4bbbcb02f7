import type { Json } from "@/lib/database.types";
import { withoutUndefined } from "@/lib/utils/without-undefined";

/** Vapi echoes the assistant with its server headers, and URLs by which anybody could speak in the call. */
const SECRET_KEYS = new Set([
  "headers",
  "secret",
  "monitor",
  "credentials",
  "credentialIds",
  "serverUrlSecret",
]);

type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * A copy of a payload that may be stored: without secrets, and without what stands elsewhere already. Of the assistant
 * its name and version stay; the conversation so far stays in the report only.
 */
export function redactPayload(value: Json): Json {
  if (!isObject(value) || !isObject(value.message)) return withoutSecrets(value);
  const { message } = value;
  const isReport = message.type === "end-of-call-report";
  const kept = Object.entries(message)
    .filter(([key]) => isReport || key !== "artifact")
    .map(([key, entry]) => [key, key === "assistant" ? ofAssistant(entry) : entry]);
  return withoutSecrets({ ...value, message: Object.fromEntries(kept) });
}

function ofAssistant(value: Json | undefined): Json {
  if (!isObject(value)) return value ?? null;
  const { id, name, metadata } = value;
  const version = isObject(metadata) ? metadata.version : undefined;
  return withoutUndefined({ id, name, metadata: withoutUndefined({ version }) });
}

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      SECRET_KEYS.has(key) ? "[redacted]" : withoutSecrets(entry ?? null),
    ]),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
