import { expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createTeam, insertRow } from "../support/database-actors";
import {
  claimOne,
  leadInCall,
  minutesLater,
  NOW,
  place,
  read,
  settle,
} from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 2);

/** A lead in its only call, in a team of its own. */
async function newCall() {
  const team = await createTeam(pool);
  return { team, ...(await leadInCall(pool, team)) };
}

async function suppressionsOf(team: string): Promise<string[]> {
  const { rows } = await pool.query<{ address: string }>(
    "select address from suppressions where team_id = $1 order by channel",
    [team],
  );
  return rows.map((row) => row.address);
}

test("an opt-out suppresses number and address and cancels queued mail, at once", async () => {
  const call = await newCall();
  await insertRow(pool, "emails", {
    team_id: call.team,
    kind: "no_answer_follow_up",
    dedupe_key: `earlier:${call.call_id}`,
    to_email: call.lead.email,
    variables: {},
    next_attempt_at: NOW,
  });
  await settle(pool, call.call_id, { outcome: "opted_out" });
  expect(await suppressionsOf(call.team)).toEqual([call.lead.phone, call.lead.email]);
  const { rows } = await pool.query("select state from emails where team_id = $1", [call.team]);
  expect(rows).toEqual([{ state: "cancelled" }]);
});

test("an opt-out heard in a poorer report that comes late still counts", async () => {
  const call = await newCall();
  await settle(pool, call.call_id, { outcome: "voicemail", rank: 6 });
  expect(await settle(pool, call.call_id, { outcome: "opted_out", rank: 1 })).toBe("opted_out");
  expect(await suppressionsOf(call.team)).toHaveLength(2);
  expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "not_interested" });
  expect(await read(pool, "calls", call.call_id)).toMatchObject({ report_rank: 6 });
});

test("an opt-out is not taken back by a fuller report", async () => {
  const call = await newCall();
  await settle(pool, call.call_id, { outcome: "opted_out", rank: 1 });
  expect(await settle(pool, call.call_id, { outcome: "callback", rank: 6 })).toBe("opted_out");
  expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "not_interested" });
});

test("an opt-out repeated after an admin removed the suppression does not restore it", async () => {
  const call = await newCall();
  await settle(pool, call.call_id, { outcome: "opted_out" });
  await pool.query("delete from suppressions where team_id = $1", [call.team]);
  await settle(pool, call.call_id, { outcome: "opted_out" });
  expect(await suppressionsOf(call.team)).toEqual([]);
});

test("an opt-out in one call does not rewrite an earlier call", async () => {
  const first = await newCall();
  await settle(pool, first.call_id, { outcome: "voicemail", rank: 1 });
  const later = minutesLater(300);
  const { call_id } = await claimOne(pool, first.team, later);
  await place(pool, call_id, later);
  await settle(pool, call_id, { outcome: "opted_out" }, later);
  await settle(pool, first.call_id, { outcome: "voicemail", rank: 6 }, minutesLater(310));
  expect(await read(pool, "calls", first.call_id)).toMatchObject({ outcome: "voicemail" });
  expect(await read(pool, "leads", first.lead_id)).toMatchObject({ status: "not_interested" });
});
