import { gzipSync } from "node:zlib";
import type { Random } from "../../local/stand-ins/random";
import { mutateValue, toJsonText } from "./mutate-value";

export interface Mutated {
  readonly body: Uint8Array;
  /** What was done, for the report of a failure. */
  readonly how: string;
  /** The headers that belong to it or lie about it. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface BodyLimits {
  readonly maxBytes: number;
  /** Values that mean something to the receiver. */
  readonly words: readonly unknown[];
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");

type TextMutation = (random: Random, text: string) => Uint8Array;

const TEXT_MUTATIONS: Readonly<Record<string, TextMutation>> = {
  "byte order mark": (_, text) => utf8(`\ufeff${text}`),
  "utf-16": (_, text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "latin-1": (_, text) => Buffer.from(text.replace('"', '"\u00e9\u00ff'), "latin1"),
  gzip: (_, text) => gzipSync(text),
  "invalid utf-8": (random, text) => splice(random, text, [0xc3, 0x28, 0xff]),
  "encoded surrogate": (random, text) => splice(random, text, [0xed, 0xa0, 0x80]),
  "nul byte": (random, text) => splice(random, text, [0]),
  "flipped bytes": flipBytes,
  "cut off": (random, text) => utf8(text.slice(0, random.int(0, Math.max(0, text.length - 1)))),
  "something behind it": (_, text) => utf8(`${text}\n${text}`),
  "a comma too many": (_, text) => utf8(text.replace(/[}\]]$/, ",$&")),
  "single quotes": (_, text) => utf8(text.replaceAll('"', "'")),
  "a comment": (_, text) => utf8(`/* hello */${text}`),
  "a form": (_, text) => utf8(`payload=${encodeURIComponent(text.slice(0, 20_000))}`),
  "keys twice": (random, text) => utf8(repeatKeys(random, text)),
  "escaped keys": (_, text) => utf8(text.replaceAll('"type"', '"\\u0074ype"')),
  "lone surrogate": (random, text) => utf8(insertIntoText(random, text, "\\ud83d")),
  "escaped nul": (random, text) => utf8(insertIntoText(random, text, "\\u0000")),
  empty: () => utf8(""),
  "white space": () => utf8(" \r\n\t "),
  "a bare value": (random) => utf8(random.pick(["null", "0", '"text"', "[]", "{}", "NaN", "-"])),
};

const JSON_TYPE = { "content-type": "application/json" };

/** Mostly as they should be. */
const HEADERS: readonly [Readonly<Record<string, string>>, ...Readonly<Record<string, string>>[]] =
  [
    JSON_TYPE,
    ...Array.from({ length: 24 }, () => JSON_TYPE),
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "text/plain" },
    { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "application/json", "content-encoding": "gzip" },
    { "content-type": "", "x-request-id": "i".repeat(4_000) },
    { "content-length": "0" },
    { "content-length": "-1" },
    { "content-length": "99999999999" },
    { "content-length": "many" },
    {},
  ];

/** A body made from a message that is right: changed in its structure, in its text, in its size, or not at all. */
export function mutateBody(random: Random, message: unknown, limits: BodyLimits): Mutated {
  const headers = random.pick(HEADERS);
  const dice = random.int(0, 999);
  if (dice < 60) return { body: utf8(toJsonText(message)), how: "unchanged", headers };
  if (dice < 720) {
    const text = toJsonText(mutateValue(random, message, limits.words));
    return { body: utf8(text), how: "structure", headers };
  }
  // Large bodies take their time.
  if (dice < 723) return { ...resize(random, message, limits.maxBytes), headers };
  const names = Object.keys(TEXT_MUTATIONS);
  const how = names[random.int(0, names.length - 1)] ?? "";
  const text = toJsonText(message);
  return { body: TEXT_MUTATIONS[how]?.(random, text) ?? utf8(text), how, headers };
}

/** Just below, at or above the limit. */
function resize(random: Random, message: unknown, maxBytes: number): Omit<Mutated, "headers"> {
  const bytes = maxBytes + random.pick([-1, 0, 1, 4096]);
  const text = toJsonText(message);
  const pad = bytes - Buffer.byteLength(text) - '"pad":"",'.length;
  const filled = text.replace("{", () => `{"pad":"${"p".repeat(Math.max(0, pad))}",`);
  return { body: utf8(filled), how: `${bytes} bytes` };
}

function splice(random: Random, text: string, bytes: readonly number[]): Uint8Array {
  const whole = Buffer.from(text);
  const at = random.int(0, whole.length);
  return Buffer.concat([whole.subarray(0, at), Uint8Array.from(bytes), whole.subarray(at)]);
}

function flipBytes(random: Random, text: string): Uint8Array {
  const bytes = Buffer.from(text);
  for (let left = random.int(1, 5); left > 0 && bytes.length > 0; left -= 1) {
    bytes.writeUInt8(random.int(0, 255), random.int(0, bytes.length - 1));
  }
  return bytes;
}

/** The second value of a key wins for most readers, and the first one for some. */
function repeatKeys(random: Random, text: string): string {
  const key = /"(?:type|id|uid|triggerEvent|status|name)":("[^"]*"|\{)/g;
  return text.replaceAll(key, (found, value: string) =>
    value === "{" || random.int(0, 1) === 0 ? found : `${found},${found.replace(value, '"other"')}`,
  );
}

/** Puts something into one of the texts of the message. */
function insertIntoText(random: Random, text: string, what: string): string {
  const ends = [...text.matchAll(/[A-Za-z0-9](?=")/g)].map((hit) => hit.index + 1);
  const at = ends[random.int(0, Math.max(0, ends.length - 1))] ?? text.length;
  return text.slice(0, at) + what + text.slice(at);
}
