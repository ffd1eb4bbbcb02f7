import { createHash } from "node:crypto";
import type { Reply } from "../reply";
import { ResendError } from "./errors";

const KEPT_MS = 86_400_000;
const LONGEST_KEY = 256;

interface Remembered {
  readonly bodyHash: string;
  readonly storedMs: number;
  readonly reply: Reply;
}

/** The answers of the last 24 hours by idempotency key, so that a repeated request sends nothing. */
export class IdempotencyKeys {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly now: () => Date) {}

  /** The first answer for this key, or undefined when the request is new. */
  find(key: string | undefined, path: string, body: string): Reply | undefined {
    if (key === undefined) return undefined;
    if (key.length < 1 || key.length > LONGEST_KEY) {
      throw new ResendError(
        "invalid_idempotency_key",
        "The key must be between 1-256 chars. Remove the `Idempotency-Key` header or use another key.",
      );
    }
    const first = this.remembered.get(key);
    if (!first || this.nowMs >= first.storedMs + KEPT_MS) return undefined;
    if (first.bodyHash === hash(path, body)) return first.reply;
    throw new ResendError(
      "invalid_idempotent_request",
      "This idempotency key has been used on a request with a different payload. Retry the request with a new key or the original payload.",
    );
  }

  remember(key: string | undefined, path: string, body: string, reply: Reply): void {
    if (key === undefined) return;
    this.remembered.set(key, { bodyHash: hash(path, body), storedMs: this.nowMs, reply });
  }

  private get nowMs(): number {
    return this.now().getTime();
  }
}

function hash(path: string, body: string): string {
  return createHash("sha256").update(path).update("\n").update(body).digest("hex");
}
