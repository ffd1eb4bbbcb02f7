import { isObject, type JsonObject, parseJson } from "../../local/stand-ins/json";

const MOST_TRIES = 300;
const NESTED = /\[{30,}|(?:\{"a":){30,}/;
const NESTED_MARK = "@nested@";

type IsFailing = (body: Uint8Array) => Promise<boolean>;

/**
 * The smallest body found that still fails: parts are taken out of JSON from the top down, anything else is halved.
 * `isFailing` is asked some hundreds of times at most.
 */
export async function minimize(body: Uint8Array, isFailing: IsFailing): Promise<Uint8Array> {
  let left = MOST_TRIES;
  const fails: IsFailing = async (candidate) => {
    left -= 1;
    return left >= 0 && (await isFailing(candidate));
  };
  let smallest = body;
  for (let size = Number.POSITIVE_INFINITY; smallest.length < size && left > 0; ) {
    size = smallest.length;
    smallest = await minimizeOnce(smallest, fails);
  }
  return smallest;
}

async function minimizeOnce(body: Uint8Array, fails: IsFailing): Promise<Uint8Array> {
  try {
    return await (isJson(body) ? minimizeJson : halve)(body, fails);
  } catch (error) {
    // Nested too deep to be written, in more than one place.
    if (error instanceof RangeError) return body;
    throw error;
  }
}

function isJson(body: Uint8Array): boolean {
  return parseJson(Buffer.from(body).toString("utf8")) !== undefined;
}

async function halve(body: Uint8Array, fails: IsFailing): Promise<Uint8Array> {
  const half = Math.ceil(body.length / 2);
  for (const part of [body.subarray(0, half), body.subarray(half), body.subarray(0, -1)]) {
    if (part.length < body.length && (await fails(part))) return part;
  }
  return body;
}

/** One pass over all parts. What is nested too deep to be walked is one part of its own, which is made flatter. */
async function minimizeJson(body: Uint8Array, fails: IsFailing): Promise<Uint8Array> {
  const text = Buffer.from(body).toString("utf8");
  let nested = nestedIn(text);
  const write = (value: unknown, inside = nested) =>
    Buffer.from(JSON.stringify(value).replace(`"${NESTED_MARK}"`, () => inside));
  let value = parseJson(nested ? text.replace(nested, () => `"${NESTED_MARK}"`) : text);
  for (const path of pathsOf(value)) {
    const smaller = without(value, path);
    if (smaller !== undefined && (await fails(write(smaller)))) value = smaller;
  }
  for (let next = flatter(nested); next !== nested && (await fails(write(value, next))); ) {
    nested = next;
    next = flatter(nested);
  }
  return write(value);
}

type Path = readonly (string | number)[];

/** The parts of a value, level by level, items of lists from behind; of a long text its second half. */
function pathsOf(value: unknown): Path[] {
  const paths: Path[] = [[]];
  for (let index = 0; index < paths.length && paths.length < MOST_TRIES; index += 1) {
    const path = paths[index] ?? [];
    const part = read(value, path);
    if (Array.isArray(part)) paths.push(...[...part.keys()].reverse().map((key) => [...path, key]));
    else if (isObject(part)) paths.push(...Object.keys(part).map((key) => [...path, key]));
  }
  return paths.slice(1);
}

function read(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => (part as JsonObject | undefined)?.[key], value);
}

/** Undefined when there is nothing at the path any more. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || read(value, [key]) === undefined) return undefined;
  if (rest.length > 0) {
    const part = without(read(value, [key]), rest);
    if (part === undefined) return undefined;
    return Array.isArray(value)
      ? value.with(Number(key), part)
      : { ...(value as object), [key]: part };
  }
  if (Array.isArray(value)) return value.toSpliced(Number(key), 1);
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== key));
}

/** What `mutateValue` nested deep; empty when there is nothing of the kind. */
function nestedIn(text: string): string {
  const start = NESTED.exec(text)?.[0] ?? "";
  const whole = start && nest(start.charAt(0), start.split(start.charAt(0)).length - 1);
  return text.includes(whole) ? whole : "";
}

/** The same, half as deep. */
function flatter(nested: string): string {
  const open = nested.charAt(0);
  return nested && nest(open, Math.floor((nested.split(open).length - 1) / 2));
}

function nest(open: string, levels: number): string {
  const [before, after] = open === "[" ? ["[", "]"] : ['{"a":', "}"];
  return `${before.repeat(levels)}1${after.repeat(levels)}`;
}
