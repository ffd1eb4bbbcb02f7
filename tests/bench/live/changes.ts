import { setTimeout as sleep } from "node:timers/promises";
import type { LiveSystem } from "./system";

/** That a page has shown a lead with so many attempts. All times are of one machine's clock, in milliseconds. */
export interface Seen {
  readonly page: number;
  readonly leadId: string;
  readonly attempts: number;
  readonly atMs: number;
}

export interface Changes {
  readonly made: number;
  /** From the moment before the change was sent until each page showed it, or a later one of that lead. */
  latenciesOf(seen: readonly Seen[]): number[];
  /** Changes that pages never showed, of so many pages. */
  missedIn(seen: readonly Seen[], pages: number): number;
}

interface Change {
  readonly leadId: string;
  readonly attempts: number;
  readonly sentAtMs: number;
}

/** Room for the last changes to arrive. */
const TAIL_MS = 2000;

/**
 * Changes leads that the pages show, one after another in turn, each by a statement and a commit of its own. The attempts
 * go up by one each time, so that a page tells by the number which change it shows.
 */
export async function changeLeads(
  { pool, shownLeads, attempts }: LiveSystem,
  rate: number,
  seconds: number,
): Promise<Changes> {
  const changes: Change[] = [];
  const running = new Set<Promise<unknown>>();
  const startedAt = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const dueIn = startedAt + (index * 1000) / rate - performance.now();
    if (dueIn > 0) await sleep(dueIn);
    const leadId = shownLeads[index % shownLeads.length] ?? "";
    const next = (attempts.get(leadId) ?? 0) + 1;
    attempts.set(leadId, next);
    changes.push({ leadId, attempts: next, sentAtMs: nowMs() });
    const run = pool
      .query("update leads set call_attempts = $2 where id = $1", [leadId, next])
      .finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
  await sleep(TAIL_MS);
  return {
    made: changes.length,
    latenciesOf: (seen) => compare(changes, seen),
    missedIn: (seen, pages) => changes.length * pages - compare(changes, seen).length,
  };
}

export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function compare(changes: readonly Change[], seen: readonly Seen[]): number[] {
  const latenciesMs: number[] = [];
  for (const ofPage of groupBy(seen, ({ page }) => page).values()) {
    const byLead = groupBy(ofPage, ({ leadId }) => leadId);
    for (const change of changes) {
      const shown = byLead.get(change.leadId)?.find((one) => one.attempts >= change.attempts);
      if (shown) latenciesMs.push(shown.atMs - change.sentAtMs);
    }
  }
  return latenciesMs;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
