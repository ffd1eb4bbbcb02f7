import type { JsonObject } from "../json";
import type { CallRecord } from "./types";

const REPORT_FIELDS = [
  "analysis",
  "artifact",
  "cost",
  "costBreakdown",
  "costs",
  "messages",
  "transcript",
  "recordingUrl",
  "stereoRecordingUrl",
  "summary",
];

/** A call as GET /call/:id shows it. */
export function callOnWire(record: CallRecord): JsonObject {
  const { report } = record;
  const results = REPORT_FIELDS.filter((key) => report?.[key] !== undefined);
  const times = { startedAt: record.startedAt, endedAt: record.endedAt };
  return {
    ...record.created,
    ...Object.fromEntries(results.map((key) => [key, report?.[key]])),
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
    ...(record.endedReason === undefined ? {} : { endedReason: record.endedReason }),
    ...(record.name === undefined ? {} : { name: record.name }),
    status: record.status,
    updatedAt: record.updatedAt,
  };
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  Gt: (value, limit) => value > limit,
  Ge: (value, limit) => value >= limit,
  Lt: (value, limit) => value < limit,
  Le: (value, limit) => value <= limit,
};

const DEFAULT_LIMIT = 100;
const HIGHEST_LIMIT = 1000;

/** The calls that a list query asks for, newest first. */
export function selectCalls(
  calls: readonly JsonObject[],
  query: Readonly<Record<string, string>>,
): JsonObject[] {
  const asked = Number(query.limit ?? DEFAULT_LIMIT);
  const limit = Number.isFinite(asked) ? Math.min(asked, HIGHEST_LIMIT) : DEFAULT_LIMIT;
  return calls
    .filter((call) => Object.entries(query).every(([key, value]) => fits(call, key, value)))
    .sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)))
    .slice(0, limit);
}

function fits(call: JsonObject, key: string, value: string): boolean {
  if (key === "id" || key === "assistantId" || key === "phoneNumberId") return call[key] === value;
  const match = /^(createdAt|updatedAt)(Gt|Ge|Lt|Le)$/.exec(key);
  const compare = COMPARISONS[match?.[2] ?? ""];
  if (!match?.[1] || !compare) return true;
  return compare(Date.parse(String(call[match[1]])), Date.parse(value));
}
