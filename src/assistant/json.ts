/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A value as it goes over the wire: without keys that are undefined. */
export function toJson(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function asList(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

interface Leaf {
  readonly path: string;
  readonly value: Json;
}

/**
 * All that a value holds, one entry a text, number or boolean, with where it stands. A list counts by its length, too:
 * what is added to it or taken away shows. Null and an empty list count as absent, as services give them for what is not set.
 */
export function leavesOf(value: Json | undefined, path = ""): Leaf[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) {
    if (value.length === 0) return [];
    const entries = value.flatMap((entry, index) =>
      leavesOf(entry, `${path}[${labelOf(entry, index)}]`),
    );
    return [{ path: `${path}.length`, value: value.length }, ...entries];
  }
  if (!isObject(value)) return [{ path, value }];
  return Object.keys(value)
    .sort()
    .flatMap((key) => leavesOf(value[key], path === "" ? key : `${path}.${key}`));
}

/** What to call an entry of a list: a function by its name, anything else by its number. */
function labelOf(entry: Json, index: number): string {
  const name = asText(asObject(asObject(entry).function).name);
  return name === "" ? String(index) : name;
}
