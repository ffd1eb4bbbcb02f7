import type { Random } from "../../../local/stand-ins/random";

/** A webhook door as the fuzzer sees it. */
export interface Door {
  readonly url: string;
  readonly maxBytes: number;
  readonly post: (request: Request) => Promise<Response>;
  /** A message that is right, about something that exists. */
  message(random: Random): unknown;
  /** Values that mean something to the door. */
  readonly words: readonly unknown[];
  /** The headers that open it for this body. */
  prove(body: Uint8Array): Readonly<Record<string, string>>;
  /** Headers that must not. */
  fake(random: Random, body: Uint8Array): Readonly<Record<string, string>>;
  /** What is wrong with an answer to a body that was let in. */
  judge(body: Uint8Array, answer: Answer): string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface FuzzCase {
  readonly seed: string;
  readonly how: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly isTrusted: boolean;
}
