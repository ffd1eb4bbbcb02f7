import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asService,
  asUser,
  createLead,
  createTeam,
  failureCode,
  inTransaction,
  type Lead,
  type Queryable,
} from "../support/database-actors";
import { leadInCall, NOW, read, settle } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);
const team = await createTeam(pool);

const STATUSES = ["pending", "calling", "no_answer", "scheduled", "not_interested"];
const PAIRS = STATUSES.flatMap((from) =>
  STATUSES.filter((to) => to !== from).map((to) => [from, to] as const),
);
const ALLOWED = new Set([
  "pending calling",
  "pending no_answer",
  "pending scheduled",
  "pending not_interested",
  "calling pending",
  "calling no_answer",
  "calling scheduled",
  "calling not_interested",
  "no_answer pending",
  "no_answer scheduled",
  "no_answer not_interested",
  "scheduled pending",
  "scheduled not_interested",
  "not_interested pending",
  "not_interested scheduled",
]);

const setStatus = (db: Queryable, leadId: string, status: string) =>
  db.query("update leads set status = $2 where id = $1", [leadId, status]);

/** A lead with this status in a transaction that is rolled back; what its status may be at commit is another rule. */
async function transition(from: string, to: string, callAttempts = 1): Promise<string> {
  const attempt = inTransaction(pool, async (client) => {
    const lead = await createLead(client, team, { status: from, call_attempts: callAttempts });
    await setStatus(client, lead.id, to);
    throw Object.assign(new Error("allowed; undo it"), { code: "allowed" });
  });
  return failureCode(attempt);
}

describe("a lead's status", () => {
  test.each(PAIRS)("from %s to %s", async (from, to) => {
    expect(await transition(from, to)).toBe(ALLOWED.has(`${from} ${to}`) ? "allowed" : "PT409");
  });

  test("is not no_answer for a lead that was never called", async () => {
    expect(await transition("pending", "no_answer", 0)).toBe("PT409");
  });

  test("follows the same rules for a member and for the server", async () => {
    const member = await addMember(pool, team, "member");
    const lead = await createLead(pool, team, { status: "scheduled" });
    const forbidden = (client: Queryable) => setStatus(client, lead.id, "no_answer");
    expect(await failureCode(asUser(pool, member, forbidden))).toBe("PT409");
    expect(await failureCode(asService(pool, forbidden))).toBe("PT409");
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "scheduled" });
  });
});

describe("a lead is calling exactly while it has an open call", () => {
  const insertCall = (db: Queryable, lead: Lead, teamId = team) =>
    db.query(
      "insert into calls (team_id, lead_id, company_name, phone, attempt, claimed_at) values ($1, $2, 'Northside', $3, 1, $4)",
      [teamId, lead.id, lead.phone, NOW],
    );

  test("calling without a call is refused at commit", async () => {
    const lead = await createLead(pool, team);
    expect(await failureCode(setStatus(pool, lead.id, "calling"))).toBe("PT409");
    const member = await addMember(pool, team, "member");
    const byMember = asUser(pool, member, (client) => setStatus(client, lead.id, "calling"));
    expect(await failureCode(byMember)).toBe("PT409");
    expect(await failureCode(createLead(pool, team, { status: "calling" }))).toBe("PT409");
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "pending" });
  });

  test("an open call for a lead that is not calling is refused at commit", async () => {
    const lead = await createLead(pool, team);
    expect(await failureCode(insertCall(pool, lead))).toBe("PT409");
  });

  test("both together are fine, in either order", async () => {
    for (const isCallFirst of [true, false]) {
      const own = await createLead(pool, team);
      await inTransaction(pool, async (client) => {
        if (isCallFirst) await insertCall(client, own);
        await setStatus(client, own.id, "calling");
        if (!isCallFirst) await insertCall(client, own);
      });
      expect(await read(pool, "leads", own.id)).toMatchObject({ status: "calling" });
    }
  });

  test("a second open call is refused", async () => {
    const { lead, team: own } = await newLeadInCall();
    expect(await failureCode(insertCall(pool, lead, own))).toBe("23505");
  });

  test("the lead cannot leave calling, nor the call end or vanish, alone", async () => {
    const { lead, call_id } = await newLeadInCall();
    expect(await failureCode(setStatus(pool, lead.id, "pending"))).toBe("PT409");
    const end =
      "update calls set state = 'ended', outcome = 'voicemail', settled_at = claimed_at where id = $1";
    expect(await failureCode(pool.query(end, [call_id]))).toBe("PT409");
    const release = "update calls set state = 'not_placed' where id = $1";
    expect(await failureCode(pool.query(release, [call_id]))).toBe("PT409");
    expect(await failureCode(pool.query("delete from calls where id = $1", [call_id]))).toBe(
      "PT409",
    );
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "calling" });
  });
});

describe("while it is being called, a lead", () => {
  test("cannot be deleted or get another number", async () => {
    const { lead, member } = await newLeadInCall();
    const remove = (db: Queryable) => db.query("delete from leads where id = $1", [lead.id]);
    const renumber = (db: Queryable) =>
      db.query("update leads set phone = '+13125559999' where id = $1", [lead.id]);
    for (const change of [remove, renumber]) {
      expect(await failureCode(change(pool))).toBe("PT409");
      expect(await failureCode(asUser(pool, member, change))).toBe("PT409");
    }
    expect(await read(pool, "leads", lead.id)).toMatchObject({ phone: lead.phone });
  });

  test("can be edited in every other field", async () => {
    const { lead } = await newLeadInCall();
    await pool.query("update leads set notes = 'Ask for Pat' where id = $1", [lead.id]);
    expect(await read(pool, "leads", lead.id)).toMatchObject({ notes: "Ask for Pat" });
  });
});

test("a lead whose call has ended can be deleted; the record of the call stays", async () => {
  const { lead, call_id } = await newLeadInCall();
  await settle(pool, call_id, { outcome: "not_interested" });
  await pool.query("delete from leads where id = $1", [lead.id]);
  expect(await read(pool, "calls", call_id)).toMatchObject({ lead_id: null, phone: lead.phone });
});

/** In a team of its own, so that no other lead is due. */
async function newLeadInCall() {
  const own = await createTeam(pool);
  return {
    ...(await leadInCall(pool, own)),
    team: own,
    member: await addMember(pool, own, "member"),
  };
}

describe("requeue_lead", () => {
  const requeue = (userId: string, leadId: string) =>
    asUser(pool, userId, (client) => client.query("select requeue_lead($1, $2)", [leadId, NOW]));

  test("gives a lead a new round of attempts and takes it off the review list", async () => {
    const member = await addMember(pool, team, "member");
    const lead = await createLead(pool, team, {
      status: "no_answer",
      call_attempts: 3,
      review_reason: "look",
      callback_at: NOW,
    });
    await requeue(member, lead.id);
    const { rows } = await pool.query(
      "select status, call_attempts, review_reason, callback_at from leads where id = $1",
      [lead.id],
    );
    expect(rows).toEqual([
      { status: "pending", call_attempts: 0, review_reason: null, callback_at: null },
    ]);
  });

  test("is refused to viewers and while the lead is in a call", async () => {
    const viewer = await addMember(pool, team, "viewer");
    const member = await addMember(pool, team, "member");
    const idle = await createLead(pool, team, {});
    expect(await failureCode(requeue(viewer, idle.id))).toBe("PT404");
    const otherTeam = await createTeam(pool);
    const inCall = await leadInCall(pool, otherTeam);
    await pool.query("update team_members set team_id = $1 where user_id = $2", [
      otherTeam,
      member,
    ]);
    expect(await failureCode(requeue(member, inCall.lead_id))).toBe("PT409");
  });
});
