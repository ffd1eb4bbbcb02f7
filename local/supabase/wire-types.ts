import type postgres from "postgres";

/**
 * How values travel between the API and PostgreSQL. Lite's own choices differ from PostgREST's JSON: they encode json
 * arguments twice and print numbers and times as PostgreSQL's text.
 */
export const WIRE_TYPES: Record<string, postgres.PostgresType> = {
  json: { to: 114, from: [114], serialize: toJson, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: toJson, parse: JSON.parse },
  numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
  timestamp: { to: 1114, from: [1114], serialize: asIs, parse: toIsoTime },
  timestamptz: { to: 1184, from: [1184], serialize: asIs, parse: toIsoTime },
  bytea: { to: 17, from: [17], serialize: asIs, parse: asIs },
};

/** No value of a row is as long: what is, is an argument, and reading megabytes only to see that they are JSON takes long. */
const SURELY_ARGUMENT_LENGTH = 100_000;

/** Arguments of functions arrive as JSON text already, values of inserted rows as objects. */
function toJson(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return value.length > SURELY_ARGUMENT_LENGTH || isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `2026-01-02 03:04:05.5+00` → `2026-01-02T03:04:05.5+00:00`; `infinity` and the like stay as they are. */
function toIsoTime(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) (\S+?)([+-]\d\d)?$/, (_all, day, time, offset) =>
    offset === undefined ? `${day}T${time}` : `${day}T${time}${offset}:00`,
  );
}

function asIs<T>(value: T): T {
  return value;
}
