import type { JsonObject } from "../json";

export function unknownKeys(value: JsonObject, known: ReadonlySet<string>, prefix = ""): string[] {
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => `${prefix}property ${key} should not exist`);
}

export function tooLong(value: JsonObject, limits: Record<string, number>, prefix = ""): string[] {
  return Object.entries(limits).flatMap(([key, limit]) => {
    const text = value[key];
    if (text === undefined || text === null) return [];
    if (typeof text !== "string") return [`${prefix}${key} must be a string`];
    if (text.length <= limit) return [];
    return [`${prefix}${key} must be shorter than or equal to ${limit} characters`];
  });
}

/** Numbers that must lie between two limits, both included. */
export function outOfRange(
  value: JsonObject,
  limits: Readonly<Record<string, readonly [min: number, max: number]>>,
  prefix = "",
): string[] {
  return Object.entries(limits).flatMap(([key, [min, max]]) => {
    const number = value[key];
    if (number === undefined) return [];
    if (typeof number === "number" && number >= min && number <= max) return [];
    return [`${prefix}${key} must be between ${min} and ${max}`];
  });
}

/** Values that must be of a list; absent ones are not looked at. */
export function notOneOf(
  value: JsonObject,
  lists: Readonly<Record<string, ReadonlySet<unknown>>>,
  prefix = "",
): string[] {
  return Object.entries(lists).flatMap(([key, known]) => {
    if (value[key] === undefined || known.has(value[key])) return [];
    return [`${prefix}${key} must be one of the following values: ${[...known].join(", ")}`];
  });
}
