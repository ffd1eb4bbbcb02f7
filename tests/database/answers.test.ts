import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { one, type Queryable } from "../support/database-actors";
import { claim } from "../support/database-calls";
import { buildWorld, type DrawnWorld, instants, type World, worlds } from "../support/random-world";
import { inRolledBackTransaction } from "../support/rolled-back";

const database = await openTestDatabase();
const pool = openPool(database, 1);

const RUNS = { seed: 20_261_125, numRuns: 60 };
const MINUTE_MS = 60_000;

/** Builds a drawn world, looks at it, and leaves nothing behind. */
function looking(
  drawn: DrawnWorld,
  now: Date,
  look: (db: Queryable, world: World) => Promise<void>,
) {
  return inRolledBackTransaction(pool, async (client) => {
    await look(client, await buildWorld(client, drawn, now));
  });
}

interface Explanation {
  readonly is_due: boolean;
  readonly binding: string | null;
  readonly next_at: string | null;
  readonly gates: readonly { readonly gate: string; readonly is_open: boolean }[];
}

async function explain(db: Queryable, leadId: string, now: Date): Promise<Explanation> {
  const sql = "select public.explain_lead($1, $2) as answer";
  return one(await db.query<{ answer: Explanation }>(sql, [leadId, now])).answer;
}

/** The leads that a run at this instant would take; undone afterwards. */
async function takenAt(db: Queryable, team: string, at: Date): Promise<Set<string>> {
  await db.query("savepoint before_claim");
  const claims = await claim(db, team, { now: at.toISOString() });
  await db.query("rollback to savepoint before_claim");
  return new Set(claims.map((row) => row.lead_id));
}

interface Waterfall {
  readonly total: number;
  readonly due_now: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly gates: Readonly<Record<string, number>>;
}

async function waterfall(db: Queryable, team: string, now: Date): Promise<Waterfall> {
  const sql = "select public.get_queue_waterfall($1, $2) as answer";
  return one(await db.query<{ answer: Waterfall }>(sql, [team, now])).answer;
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

test("a lead is due exactly when the claim takes it", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, instants, (drawn, now) =>
      looking(drawn, now, async (db, { team, leads }) => {
        const taken = await takenAt(db, team, now);
        for (const { id } of leads) {
          const answer = await explain(db, id, now);
          expect(answer.is_due, JSON.stringify(answer)).toBe(taken.has(id));
          expect(answer.binding === null).toBe(answer.is_due);
        }
      }),
    ),
    RUNS,
  );
});

test("the next possible time is the first instant at which the claim takes the lead", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, instants, (drawn, now) =>
      looking(drawn, now, async (db, { team, leads }) => {
        for (const { id } of leads) {
          const { next_at } = await explain(db, id, now);
          if (next_at === null) continue;
          const next = new Date(next_at);
          expect((await takenAt(db, team, next)).has(id)).toBe(true);
          for (const earlier of instantsBefore(next, now)) {
            const taken = await takenAt(db, team, earlier);
            expect(taken.has(id), `${id} at ${earlier.toISOString()}, not ${next_at}`).toBe(false);
          }
        }
      }),
    ),
    { ...RUNS, numRuns: 40 },
  );
});

test("a lead without a next possible time is taken at no hour of the next week", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, instants, (drawn, now) =>
      looking(drawn, now, async (db, { team, leads }) => {
        const answers = await Promise.all(leads.map(({ id }) => explain(db, id, now)));
        const never = leads.filter((_, index) => answers[index]?.next_at === null);
        if (never.length === 0) return;
        for (let hour = 0; hour < 7 * 24; hour += 3) {
          const taken = await takenAt(db, team, new Date(now.getTime() + hour * 60 * MINUTE_MS));
          expect(never.filter(({ id }) => taken.has(id))).toEqual([]);
        }
      }),
    ),
    { ...RUNS, numRuns: 12 },
  );
});

describe("the waterfall", () => {
  test("puts every lead in exactly one place, the one that its own page tells", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, instants, (drawn, now) =>
        looking(drawn, now, async (db, { team, leads }) => {
          const answer = await waterfall(db, team, now);
          expect(answer.total).toBe(leads.length);
          expect(answer.due_now + sum(answer.statuses) + sum(answer.gates)).toBe(answer.total);
          expect(answer).toMatchObject(await countByExplaining(db, leads, now));
        }),
      ),
      RUNS,
    );
  });
});

async function countByExplaining(db: Queryable, leads: World["leads"], now: Date) {
  const gates: Record<string, number> = {};
  let due_now = 0;
  for (const { id } of leads) {
    const { binding } = await explain(db, id, now);
    if (binding === null) due_now += 1;
    else if (binding !== "status") gates[binding] = (gates[binding] ?? 0) + 1;
  }
  return { due_now, gates };
}

/** Just before, a minute before, and a spread of quarters of an hour since `now`. */
function instantsBefore(next: Date, now: Date): Date[] {
  const quarters = Math.ceil((next.getTime() - now.getTime()) / (15 * MINUTE_MS));
  const step = Math.max(1, Math.floor(quarters / 12));
  const times = [next.getTime() - 1, next.getTime() - MINUTE_MS];
  for (let quarter = 0; quarter < quarters; quarter += step) {
    times.push(now.getTime() + quarter * 15 * MINUTE_MS);
  }
  return times
    .filter((time) => time >= now.getTime() && time < next.getTime())
    .map((time) => new Date(time));
}
