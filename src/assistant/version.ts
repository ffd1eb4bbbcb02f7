import { createHash } from "node:crypto";
import { asObject, type Json, type JsonObject, leavesOf } from "./json";

const VERSION_LENGTH = 12;
/** Bytes of a leaf's mark: enough to tell that one value changed, and short, since every webhook repeats them. */
const MARK_BYTES = 3;

/** What an assistant keeps of the content that it was published with. */
export interface PublishedMark {
  readonly version: string;
  /** For each top-level field the marks of its leaves, one after the other. */
  readonly fingerprint: Readonly<Record<string, string>>;
}

/**
 * The version of a definition: twelve hex digits over its content. Addresses and secrets are not part of it, so that the
 * same code is the same version wherever it runs; nor is what the service adds.
 */
export function versionOf(definition: JsonObject): string {
  const { metadata: _, ...content } = withoutDeployment(definition);
  return digest(canonical(content)).toString("hex").slice(0, VERSION_LENGTH);
}

/**
 * What is stored with a published assistant. A hash of the whole could not tell a change by hand from a default that the
 * service fills in; marks of the single values can: those that were published must still be there.
 */
export function markOf(definition: JsonObject): PublishedMark {
  const fields = Object.entries(withoutSecrets(definition)).filter(([key]) => key !== "metadata");
  const fingerprint = fields.map(([key, value]) => [key, marksOf(value).join("")] as const);
  return { version: versionOf(definition), fingerprint: Object.fromEntries(fingerprint) };
}

/** The top-level fields of a live assistant in which something that was published is no longer as it was. */
export function changedSince(live: JsonObject, { fingerprint }: PublishedMark): string[] {
  const known = withoutSecrets(live);
  return Object.entries(fingerprint)
    .filter(([key, marks]) => {
      const now = new Set(marksOf(known[key]));
      return splitMarks(marks).some((mark) => !now.has(mark));
    })
    .map(([key]) => key);
}

/** The mark that a live assistant carries, unless it was not published by this code. */
export function readMark(live: JsonObject): PublishedMark | undefined {
  const { version, fingerprint } = asObject(live.metadata);
  if (typeof version !== "string") return undefined;
  const fields = Object.entries(asObject(fingerprint)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { version, fingerprint: Object.fromEntries(fields) };
}

function withoutDeployment(definition: JsonObject): JsonObject {
  const { url: _url, credentialId: _id, ...server } = asObject(withoutSecrets(definition).server);
  return { ...definition, server };
}

function withoutSecrets(definition: JsonObject): JsonObject {
  if (definition.server === undefined) return definition;
  const { headers: _, ...server } = asObject(definition.server);
  return { ...definition, server };
}

function marksOf(value: Json | undefined): string[] {
  return leavesOf(value).map(({ path, value: leaf }) =>
    digest(`${path}=${JSON.stringify(leaf)}`)
      .subarray(0, MARK_BYTES)
      .toString("base64url"),
  );
}

function splitMarks(marks: string): string[] {
  return marks.match(/.{4}/g) ?? [];
}

function canonical(value: JsonObject): string {
  return JSON.stringify(leavesOf(value));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
