import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { runDemo } from "../../local/demo";
import type { Stack } from "../../local/stack";

/** Far faster than for people: the demo's first calls and bookings are there after seconds. */
export const RATE = 600;

const ENOUGH_CALLS = 20;
const PATIENCE_MS = 90_000;

export interface DemoRows {
  readonly leadId: string;
  readonly callId: string;
}

/**
 * Lets the demo team import its list and make its first calls, then switches automation off and waits for the last call:
 * pages that change while they are measured would be measured with their changes.
 */
export async function prepareDemo(stack: Stack): Promise<DemoRows> {
  const demo = runDemo(stack, () => undefined);
  // It watches until the stack stops; a failure before that ends the preparation.
  const failed = demo.then(() => Promise.reject(new Error("The demo has ended.")));
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    await Promise.race([waitForCalls(database), failed]);
    await database.query("update settings set automation_enabled = false");
    await until(
      () => has(database, "select 1 from calls where state <> 'ended' and state <> 'not_placed'"),
      false,
    );
    return await pickRows(database);
  } finally {
    failed.catch(() => undefined);
    await database.end();
  }
}

function waitForCalls(database: pg.Client): Promise<void> {
  return until(
    () =>
      has(
        database,
        `select 1 where (select count(*) from calls where state = 'ended') >= ${ENOUGH_CALLS}
           and exists (select 1 from appointments)`,
      ),
    true,
  );
}

async function until(ask: () => Promise<boolean>, wanted: boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while ((await ask()) !== wanted) {
    if (Date.now() > end) throw new Error("The demo has not come as far as it should have.");
    await sleep(250);
  }
}

async function has(database: pg.Client, query: string): Promise<boolean> {
  return ((await database.query(query)).rowCount ?? 0) > 0;
}

/** A lead with a demo, and the call that booked it. */
async function pickRows(database: pg.Client): Promise<DemoRows> {
  const { rows } = await database.query<DemoRows>(
    `select lead_id as "leadId", id as "callId" from calls
     where state = 'ended' and outcome = 'booked' and lead_id is not null order by claimed_at limit 1`,
  );
  const [row] = rows;
  if (!row) throw new Error("No call of the demo has booked an appointment.");
  return row;
}
