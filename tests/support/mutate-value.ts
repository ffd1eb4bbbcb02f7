import { isObject, type JsonObject } from "../../local/stand-ins/json";
import type { Random } from "../../local/stand-ins/random";

/** JSON text that `JSON.stringify` would never write; `toJsonText` puts it in the place of the string that names it. */
export const raw = (text: string): string => `@raw:${text}@`;

const DEPTHS = [40, 400, 12_000] as const;
const LENGTHS = [2, 21, 300, 3_000] as const;
const MOST_REPEATED = 20_000;

/** Values that are legal JSON and that nobody expects. */
const ODD_VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 2,
  -8.64e15 - 1,
  1e20,
  raw("1e400"),
  raw("-0"),
  raw("123456789012345678901234567890"),
  "",
  " ",
  "null",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00y",
  "\ufeff",
  "\u202e\u0301\u0301",
  "👩‍🔧".repeat(40),
  "x".repeat(201),
  "y".repeat(10_001),
  "line\nline\r\n\u2028line",
  "'; drop table public.leads; --",
  '{"a":1}',
  "[",
  "../../etc/passwd",
  "2026-02-30T10:00:00Z",
  "2026-03-08T02:30:00-06:00",
  "9999-12-31T23:59:60Z",
  "0000-00-00T00:00:00Z",
  "+275760-09-13T00:00:00.001Z",
  "-000001-01-01T00:00:00Z",
  "294277-01-01T00:00:00Z",
  "infinity",
  "00000000-0000-0000-0000-000000000000",
  [],
  {},
  [[]],
  [null],
] as const;

const ODD_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "then",
  "toJSON",
  "",
  "0",
  "\u0000",
  "\ud800",
  "k".repeat(3_000),
] as const;

type Container = JsonObject | unknown[];

interface Place {
  readonly parent: Container;
  readonly key: string | number;
}

type Mutation = (random: Random, place: Place, words: readonly unknown[]) => void;

/** As often as they are to be drawn: meaningful values more often than nonsense. */
const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  drop,
  drop,
  replaceByWord,
  replaceByWord,
  replaceByWord,
  replaceByOdd,
  replaceByOdd,
  rename,
  addOddKey,
  wrap,
  toObject,
  repeat,
  swap,
  nest,
];

/**
 * A copy of `value` with one to four changes to its structure or its values. `words` are values that mean something to
 * the receiver, such as ids of other rows and names of other messages.
 */
export function mutateValue(random: Random, value: unknown, words: readonly unknown[]): unknown {
  const root: JsonObject = { value: structuredClone(value) };
  for (let left = random.int(1, 4); left > 0; left -= 1) {
    const places = placesIn(root);
    // Near the root there is more that the receiver looks at, and fewer places.
    const near = places.slice(0, Math.max(8, Math.floor(places.length / 4)));
    const [first, ...others] = random.int(0, 1) === 0 ? near : places;
    if (first === undefined) break;
    random.pick(MUTATIONS)(random, random.pick([first, ...others]), words);
  }
  return root.value;
}

/** The text of a value; what `raw` marked stands in it unquoted. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.replaceAll(/"@raw:([^@]*)@"/g, (_, marked: string) => marked.replaceAll('\\"', '"'));
}

/** Every value below `root`, level by level. */
function placesIn(root: Container): Place[] {
  const places: Place[] = [];
  const open: Container[] = [root];
  for (let parent = open.shift(); parent; parent = open.shift()) {
    for (const key of Object.keys(parent)) {
      const place = { parent, key };
      places.push(place);
      const value = read(place);
      if (Array.isArray(value) || isObject(value)) open.push(value);
    }
    if (places.length > 3_000) break;
  }
  return places;
}

function read({ parent, key }: Place): unknown {
  return (parent as JsonObject)[key];
}

function write({ parent, key }: Place, value: unknown): void {
  (parent as JsonObject)[key] = value;
}

function drop(_random: Random, { parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function replaceByWord(random: Random, place: Place, words: readonly unknown[]): void {
  const [first = null, ...others] = words;
  write(place, structuredClone(random.pick([first, ...others])));
}

function replaceByOdd(random: Random, place: Place): void {
  write(place, structuredClone(random.pick(ODD_VALUES)));
}

function rename(random: Random, place: Place): void {
  const { parent, key } = place;
  if (Array.isArray(parent)) return;
  const name = String(key);
  const other = random.pick([
    name.toUpperCase(),
    ` ${name}`,
    `${name}s`,
    name.slice(1),
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]);
  const value = read(place);
  delete parent[name];
  parent[other] = value;
}

/** Defined, not assigned: `__proto__` has to become a key of its own. */
function addOddKey(random: Random, place: Place): void {
  const value = read(place);
  const target = isObject(value) ? value : place.parent;
  if (Array.isArray(target)) return;
  Object.defineProperty(target, random.pick(ODD_KEYS), {
    value: { isAdmin: true, id: random.pick(ODD_VALUES) },
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function wrap(random: Random, place: Place): void {
  write(place, random.int(0, 1) === 0 ? [read(place)] : { value: read(place) });
}

/** A list as an object with the same places, and an object as the list of its values. */
function toObject(_random: Random, place: Place): void {
  const value = read(place);
  if (Array.isArray(value)) write(place, { ...value });
  else if (isObject(value)) write(place, Object.values(value));
  else write(place, JSON.stringify(value));
}

/** A long list of what stands there, or of its own items. */
function repeat(random: Random, place: Place): void {
  const value = read(place);
  const items = Array.isArray(value) ? value : [value];
  const times = Math.min(random.pick(LENGTHS), 1 + Math.floor(MOST_REPEATED / sizeOf(items)));
  write(place, Array.from({ length: times }, () => structuredClone(items)).flat());
}

function sizeOf(value: unknown): number {
  return (JSON.stringify(value) ?? "").length + 1;
}

function swap(random: Random, place: Place): void {
  const keys = Object.keys(place.parent);
  const [first, ...others] = keys;
  if (first === undefined) return;
  const other = { parent: place.parent, key: random.pick([first, ...others]) };
  const kept = read(place);
  write(place, read(other));
  write(other, kept);
}

/** As text: the depth would be too much for whoever has to write it. */
function nest(random: Random, place: Place): void {
  const depth = random.pick(DEPTHS);
  const [open, close] = random.pick([
    ["[", "]"],
    ['{"a":', "}"],
  ]);
  write(place, raw(`${open.repeat(depth)}1${close.repeat(depth)}`));
}
