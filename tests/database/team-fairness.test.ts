import { expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createLead, createTeam } from "../support/database-actors";
import { claim, claimOne, minutesLater, NOW, place } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 8);

async function teamsInTurn(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>("select list_teams_with_work() as id");
  return rows.map((row) => row.id);
}

test("whoever has waited longest for a run comes first; a team that never ran before all others", async () => {
  const [first, second, never] = [
    await createTeam(pool),
    await createTeam(pool),
    await createTeam(pool),
  ];
  await claim(pool, first, { now: minutesLater(5) });
  await claim(pool, second, { now: NOW });
  expect(await teamsInTurn()).toEqual([never, second, first]);
  await claim(pool, never, { now: minutesLater(10) });
  expect(await teamsInTurn()).toEqual([second, first, never]);
});

test("a team that is switched off is served as long as one of its calls is open", async () => {
  const [idle, busy] = [
    await createTeam(pool, { automation_enabled: false }),
    await createTeam(pool),
  ];
  await createLead(pool, busy);
  const { call_id } = await claimOne(pool, busy);
  await place(pool, call_id);
  await pool.query("update settings set automation_enabled = false where team_id = $1", [busy]);
  const teams = await teamsInTurn();
  expect(teams).toContain(busy);
  expect(teams).not.toContain(idle);
});

test("runs of different teams do not wait for each other", async () => {
  const [large, small] = [await createTeam(pool), await createTeam(pool)];
  for (let index = 0; index < 3; index += 1) await createLead(pool, large);
  await createLead(pool, small);
  const client = await pool.connect();
  try {
    await client.query("begin");
    expect(await claim(client, large)).toHaveLength(3);
    // The claim of the large team is not committed yet.
    expect(await claim(pool, small)).toHaveLength(1);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
