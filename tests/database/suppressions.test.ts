import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asUser,
  createLead,
  createTeam,
  insertRow,
  type Lead,
  type Queryable,
} from "../support/database-actors";
import { claim, claimOne, minutesLater, NOW, read } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);

async function queueEmail(team: string, address: string): Promise<string> {
  const { rows } = await insertRow<{ id: string }>(pool, "emails", {
    team_id: team,
    kind: "no_answer_follow_up",
    dedupe_key: `test:${address}`,
    to_email: address,
    variables: {},
    next_attempt_at: NOW,
  });
  return rows[0]?.id ?? "";
}

const suppressLead = (db: Queryable, leadId: string) =>
  db.query("select suppress_lead($1, 'Asked by e-mail not to be called.', $2)", [leadId, NOW]);

async function startPlacing(callId: string): Promise<boolean> {
  const { rows } = await pool.query<{ ok: boolean }>(
    "select start_placing_call($1, now() + interval '1 minute') as ok",
    [callId],
  );
  return rows[0]?.ok ?? false;
}

describe("a member who suppresses a lead while its call is queued", () => {
  test("stops the call and the mail in the same transaction, and gives the attempt back", async () => {
    const team = await createTeam(pool);
    const member = await addMember(pool, team, "member");
    const lead = await createLead(pool, team);
    const { call_id } = await claimOne(pool, team);
    const email = await queueEmail(team, lead.email);

    await asUser(pool, member, async (client) => {
      await suppressLead(client, lead.id);
      // Seen before the commit: nothing of it comes later.
      const states = await pool.query("select state from calls where id = $1", [call_id]);
      expect(states.rows).toEqual([{ state: "claimed" }]);
    });

    expect(await read(pool, "calls", call_id)).toMatchObject({ state: "not_placed" });
    expect(await read(pool, "emails", email)).toMatchObject({ state: "cancelled" });
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "pending",
      call_attempts: 0,
    });
    expect(await startPlacing(call_id)).toBe(false);
    expect(await claim(pool, team, { now: minutesLater(5) })).toEqual([]);
  });

  test("puts number and address on the list, with the reason and who did it", async () => {
    const team = await createTeam(pool);
    const member = await addMember(pool, team, "member");
    const lead = await createLead(pool, team);
    await asUser(pool, member, (client) => suppressLead(client, lead.id));
    const { rows } = await pool.query(
      "select channel, address, reason, source, created_by from suppressions where team_id = $1 order by channel",
      [team],
    );
    const entry = {
      reason: "Asked by e-mail not to be called.",
      source: "staff",
      created_by: member,
    };
    expect(rows).toEqual([
      { channel: "phone", address: lead.phone, ...entry },
      { channel: "email", address: lead.email, ...entry },
    ]);
  });
});

describe("an entry that was written while the claim was", () => {
  test.each(["phone", "email"] as const)(
    "by %s stops the call before the provider is asked",
    async (channel) => {
      const team = await createTeam(pool);
      const lead = await createLead(pool, team);
      const { call_id } = await claimOne(pool, team);
      // As if neither transaction had seen the other: the entry exists, the call is still claimed.
      await pool.query("alter table suppressions disable trigger suppressions_cancel_work");
      await addEntry(team, channel, lead);
      await pool.query("alter table suppressions enable trigger suppressions_cancel_work");
      expect(await startPlacing(call_id)).toBe(false);
      expect(await read(pool, "calls", call_id)).toMatchObject({ state: "not_placed" });
      expect(await read(pool, "leads", lead.id)).toMatchObject({
        status: "pending",
        call_attempts: 0,
      });
    },
  );
});

function addEntry(team: string, channel: "phone" | "email", lead: Pick<Lead, "phone" | "email">) {
  return insertRow(pool, "suppressions", {
    team_id: team,
    channel,
    address: lead[channel],
    reason: "Asked for it.",
    source: "staff",
    suppressed_at: NOW,
  });
}

test("a lead that comes in with a suppressed number is never claimed, and is again when an admin takes it off", async () => {
  const team = await createTeam(pool);
  const admin = await addMember(pool, team, "admin");
  const lead = await createLead(pool, team);
  await addEntry(team, "phone", lead);
  await pool.query("delete from leads where id = $1", [lead.id]);
  const again = await createLead(pool, team, { phone: lead.phone });
  expect(await claim(pool, team)).toEqual([]);
  await asUser(pool, admin, (client) =>
    client.query("delete from suppressions where team_id = $1 and address = $2", [
      team,
      lead.phone,
    ]),
  );
  expect(await claim(pool, team, { now: minutesLater(5) })).toMatchObject([{ lead_id: again.id }]);
});

test("an existing list is taken in one go; what is on it already does not count", async () => {
  const team = await createTeam(pool);
  const member = await addMember(pool, team, "member");
  const leads = [await createLead(pool, team), await createLead(pool, team)];
  const entries = [
    ...leads.map(({ phone }) => ({ channel: "phone", address: phone })),
    { channel: "phone", address: leads[0]?.phone },
    { channel: "email", address: "nobody@hvac.example", reason: "Bounced." },
  ];
  const add = () =>
    asUser(pool, member, (client) =>
      client.query("select add_suppressions($1, $2, 'Old list.', 'import', $3) as added", [
        team,
        JSON.stringify(entries),
        NOW,
      ]),
    );
  expect((await add()).rows).toEqual([{ added: 3 }]);
  expect((await add()).rows).toEqual([{ added: 0 }]);
  expect(await claim(pool, team)).toEqual([]);
});

test("another team's list does not concern us", async () => {
  const [ours, theirs] = [await createTeam(pool), await createTeam(pool)];
  const lead = await createLead(pool, ours);
  await addEntry(theirs, "phone", lead);
  expect(await claim(pool, ours)).toMatchObject([{ lead_id: lead.id }]);
});
