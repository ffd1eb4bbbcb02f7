import type pg from "pg";
import { createTeam } from "../../support/database-actors";
import { leadInCall } from "../../support/database-calls";

const CALLS_PER_TEAM = 100;

/** A call that the provider has taken, as its messages name it. */
export interface BenchCall {
  readonly id: string;
  readonly providerId: string;
}

/** Calls that are going on, in teams of a hundred: more a team cannot have at once. */
export async function placeCalls(pool: pg.Pool, count: number): Promise<BenchCall[]> {
  const teams: string[] = [];
  for (let placed = 0; placed < count; placed += 1) {
    if (placed % CALLS_PER_TEAM === 0) {
      const limits = { max_calls_batch: CALLS_PER_TEAM, max_concurrent_calls: CALLS_PER_TEAM };
      teams.push(await createTeam(pool, limits));
    }
    await leadInCall(pool, teams.at(-1) ?? "");
  }
  const { rows } = await pool.query<BenchCall>(
    `select id, provider_call_id as "providerId" from calls where team_id = any ($1::uuid[])`,
    [teams],
  );
  return rows;
}
