import { type Json, type JsonObject, leavesOf } from "./json";
import { changedSince, readMark } from "./version";

export interface Change {
  /** Where, with functions by their name: `model.tools[opt_out].function.description`. */
  readonly path: string;
  /** Undefined: not there. */
  readonly live: Json | undefined;
  readonly wanted: Json | undefined;
}

export type Drift =
  | { readonly kind: "none" }
  /** The live assistant does not say from which version it comes: somebody made it by hand. */
  | { readonly kind: "unversioned" }
  /** These fields are neither as they were published nor as they are wanted. */
  | { readonly kind: "edited"; readonly fields: readonly string[] };

export type Plan =
  | { readonly kind: "create" }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "update";
      readonly changes: readonly Change[];
      readonly drift: Drift;
      readonly liveVersion: string | undefined;
    };

/** What publishing `wanted` over the live assistant would do. Pure. */
export function planPublish(live: JsonObject | undefined, wanted: JsonObject): Plan {
  if (!live) return { kind: "create" };
  const changes = compare(live, wanted);
  if (changes.length === 0) return { kind: "unchanged" };
  const mark = readMark(live);
  const liveVersion = mark?.version;
  if (!mark) return { kind: "update", changes, drift: { kind: "unversioned" }, liveVersion };
  const changed = new Set(changes.map(({ path }) => topOf(path)));
  const added = changes.filter(isNeverFilledIn).map(({ path }) => topOf(path));
  const edited = changedSince(live, mark).filter((field) => changed.has(field));
  const fields = [...new Set([...edited, ...added])];
  const drift: Drift = fields.length === 0 ? { kind: "none" } : { kind: "edited", fields };
  return { kind: "update", changes, drift, liveVersion };
}

/**
 * What the service never fills in by itself: where a live assistant has it and the definition does not, somebody added it.
 * A field at the top stays when the rest is published, and has to be cleared in the dashboard.
 */
const NEVER_FILLED_IN = /^(voicemailMessage|endCallMessage|model\.(toolIds|knowledgeBase))\b/;

/**
 * Where the live assistant is not as wanted. What else it has beyond that is no difference: the service adds ids, times
 * and the defaults of all that was left out. In a list every entry counts.
 */
export function compare(live: JsonObject, wanted: JsonObject): Change[] {
  const is = new Map(leavesOf(live).map(({ path, value }) => [path, value]));
  const expected = new Map(leavesOf(wanted).map(({ path, value }) => [path, value]));
  const different = [...expected]
    .filter(([path, value]) => is.get(path) !== value)
    .map(([path, value]) => ({ path, live: is.get(path), wanted: value }));
  const added = [...is]
    .filter(([path]) => NEVER_FILLED_IN.test(path) && !expected.has(path))
    .map(([path, value]) => ({ path, live: value, wanted: undefined }));
  return [...different, ...added, ...surplusEntries(is, expected, different)];
}

function isNeverFilledIn(change: Change): boolean {
  return NEVER_FILLED_IN.test(change.path) && change.wanted === undefined;
}

/** Entries that the live assistant has in a list in which fewer are wanted. */
function surplusEntries(
  is: ReadonlyMap<string, Json>,
  expected: ReadonlyMap<string, Json>,
  different: readonly Change[],
): Change[] {
  const lists = different
    .filter(({ path }) => path.endsWith(".length"))
    .map(({ path }) => `${path.slice(0, -".length".length)}[`);
  const isWanted = (entry: string) => [...expected.keys()].some((path) => path.startsWith(entry));
  return [...is]
    .filter(([path]) =>
      lists.some((list) => path.startsWith(list) && !isWanted(entryOf(path, list))),
    )
    .map(([path, value]) => ({ path, live: value, wanted: undefined }));
}

function entryOf(path: string, list: string): string {
  return path.slice(0, path.indexOf("]", list.length) + 1);
}

function topOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}
