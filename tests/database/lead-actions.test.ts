import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asUser,
  createLead,
  createTeam,
  failureCode,
  insertRow,
  one,
  type Queryable,
} from "../support/database-actors";
import { leadInCall, NOW, read, settle } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 6);
const team = await createTeam(pool);
const admin = await addMember(pool, team, "admin");
const member = await addMember(pool, team, "member");
const viewer = await addMember(pool, team, "viewer");
// Of its own, so that nobody else's leads are due when one is called.
const callers = await createTeam(pool);
const caller = await addMember(pool, callers, "member");

interface Action {
  readonly id: string;
  readonly state: string;
  readonly total_count: number;
  readonly done_count: number;
  readonly changed_count: number;
  readonly undone_count: number;
  readonly restored_count: number;
}

type Detail = Readonly<Record<string, unknown>>;

async function start(
  db: Queryable,
  kind: string,
  leadIds: readonly string[],
  detail: Detail = {},
  teamId = team,
): Promise<Action> {
  return one(
    await db.query<{ readonly id: string } & Action>(
      "select * from start_lead_action($1, $2, $3, $4, $5)",
      [teamId, kind, detail, { kind: "ids", leadIds }, NOW],
    ),
  );
}

async function step(db: Queryable, verb: "continue" | "undo", id: string, limit = 1000) {
  return one(
    await db.query<Action>(`select * from ${verb}_lead_action($1, $2, $3)`, [id, limit, NOW]),
  );
}

/** Does all of an action as a member. */
async function act(
  kind: string,
  leadIds: readonly string[],
  detail: Detail = {},
  user = member,
): Promise<Action> {
  const teamId = user === caller ? callers : team;
  return asUser(pool, user, async (client) => {
    const begun = await start(client, kind, leadIds, detail, teamId);
    return step(client, "continue", begun.id);
  });
}

const undo = (id: string, user = member) =>
  asUser(pool, user, (client) => step(client, "undo", id));

const leadOf = (id: string) => read(pool, "leads", id);

async function rowsOf(table: string, leadId: string): Promise<Record<string, unknown>[]> {
  const result = await pool.query(`select * from ${table} where lead_id = $1 order by id`, [
    leadId,
  ]);
  return result.rows;
}

describe("a bulk action", () => {
  test("works through its selection in batches and counts what it changed", async () => {
    const leads = [
      await createLead(pool, team),
      await createLead(pool, team, { status: "not_interested" }),
      await createLead(pool, team, { status: "no_answer", call_attempts: 3 }),
    ];
    const ids = leads.map((lead) => lead.id);
    const begun = await asUser(pool, member, (client) =>
      start(client, "set_status", ids, { status: "not_interested" }),
    );
    expect(begun).toMatchObject({ state: "running", total_count: 3, done_count: 0 });
    const first = await asUser(pool, member, (client) => step(client, "continue", begun.id, 2));
    expect(first).toMatchObject({ state: "running", done_count: 2 });
    const last = await asUser(pool, member, (client) => step(client, "continue", begun.id, 2));
    expect(last).toMatchObject({ state: "finished", done_count: 3, changed_count: 2 });
    for (const id of ids) expect(await leadOf(id)).toMatchObject({ status: "not_interested" });
  });

  test("passes over leads that are in a call", async () => {
    const { lead } = await leadInCall(pool, callers);
    for (const [kind, detail] of [
      ["delete", {}],
      ["requeue", {}],
      ["set_status", { status: "not_interested" }],
    ] as const) {
      expect(await act(kind, [lead.id], detail, caller)).toMatchObject({
        state: "finished",
        changed_count: 0,
      });
    }
    expect(await leadOf(lead.id)).toMatchObject({ status: "calling" });
  });

  test("knows only leads of its own team", async () => {
    const stranger = await createLead(pool, await createTeam(pool));
    expect(await act("delete", [stranger.id])).toMatchObject({ total_count: 0, state: "finished" });
    expect(await leadOf(stranger.id)).toBeDefined();
  });

  test("is not for viewers, nor for members of other teams", async () => {
    const lead = await createLead(pool, team);
    expect(await failureCode(act("delete", [lead.id], {}, viewer))).toBe("PT403");
    const outsider = await addMember(pool, await createTeam(pool), "admin");
    expect(await failureCode(act("delete", [lead.id], {}, outsider))).toBe("PT403");
    const done = await act("requeue", [lead.id]);
    expect(await failureCode(undo(done.id, viewer))).toBe("PT404");
    expect(await failureCode(undo(done.id, outsider))).toBe("PT404");
  });

  test("that is stopped leaves done what is done, and that can be undone", async () => {
    const leads = [await createLead(pool, team), await createLead(pool, team)];
    const stopped = await asUser(pool, member, async (client) => {
      const begun = await start(
        client,
        "set_status",
        leads.map((lead) => lead.id),
        {
          status: "not_interested",
        },
      );
      await step(client, "continue", begun.id, 1);
      return one(await client.query<Action>("select * from cancel_lead_action($1)", [begun.id]));
    });
    expect(stopped).toMatchObject({ state: "cancelled", done_count: 1, changed_count: 1 });
    expect(await undo(stopped.id)).toMatchObject({ state: "undone", restored_count: 1 });
    for (const lead of leads) expect(await leadOf(lead.id)).toMatchObject({ status: "pending" });
  });
});

describe("undo", () => {
  test.each(["pending", "no_answer", "scheduled", "not_interested"])(
    "brings a lead that was %s back to it",
    async (status) => {
      const attempts = status === "no_answer" ? 3 : 1;
      const lead = await createLead(pool, team, { status, call_attempts: attempts });
      const kinds = [
        ["requeue", {}],
        ["set_status", { status: "not_interested" }],
      ] as const;
      for (const [kind, detail] of kinds) {
        const done = await act(kind, [lead.id], detail);
        await undo(done.id);
        expect(await leadOf(lead.id)).toMatchObject({ status, call_attempts: attempts });
      }
    },
  );

  test("keeps what was changed since", async () => {
    const kept = await createLead(pool, team, { status: "no_answer", call_attempts: 3 });
    const other = await createLead(pool, team, { status: "no_answer", call_attempts: 3 });
    const done = await act("requeue", [kept.id, other.id]);
    await asUser(pool, member, (client) =>
      client.query("update leads set status = 'not_interested' where id = $1", [kept.id]),
    );
    expect(await undo(done.id)).toMatchObject({ undone_count: 2, restored_count: 1 });
    expect(await leadOf(kept.id)).toMatchObject({ status: "not_interested" });
    expect(await leadOf(other.id)).toMatchObject({ status: "no_answer" });
  });

  test("twice changes nothing more", async () => {
    const lead = await createLead(pool, team, { status: "no_answer", call_attempts: 3 });
    const done = await act("requeue", [lead.id]);
    await undo(done.id);
    const before = await leadOf(lead.id);
    expect(await undo(done.id)).toMatchObject({ undone_count: 1, restored_count: 1 });
    expect(await leadOf(lead.id)).toEqual(before);
  });

  test("of a list puts leads back on the one before, unless it is gone", async () => {
    const listId = async (name: string) =>
      one(await insertRow<{ id: string }>(pool, "lead_lists", { team_id: team, name })).id;
    const [first, second] = [await listId("North"), await listId("South")];
    const lead = await createLead(pool, team);
    await act("assign_list", [lead.id], { list_id: first });
    const done = await act("assign_list", [lead.id], { list_id: second });
    await undo(done.id);
    expect(await leadOf(lead.id)).toMatchObject({ list_id: first });
    await pool.query("delete from lead_lists where id = $1", [first]);
    expect(await leadOf(lead.id)).toMatchObject({ list_id: null });
    const told = (await rowsOf("activity", lead.id)).filter(
      (row) => row.kind === "lead.list_changed",
    );
    expect(told.map((row) => row.detail)).toEqual(
      expect.arrayContaining([
        { from: null, to: "North" },
        { from: "North", to: "South" },
        { from: "South", to: "North" },
      ]),
    );
  });

  test("of do-not-call takes off only what the action put on, and only for an admin", async () => {
    const lead = await createLead(pool, team);
    await insertRow(pool, "suppressions", {
      team_id: team,
      channel: "email",
      address: lead.email,
      reason: "Asked by mail.",
      source: "email",
      suppressed_at: NOW,
    });
    const done = await act("suppress", [lead.id], { reason: "Asked on the phone." });
    expect(done).toMatchObject({ changed_count: 1 });
    expect(await leadOf(lead.id)).toMatchObject({ ready_at: Infinity });
    expect(await failureCode(undo(done.id))).toBe("PT403");
    expect(await undo(done.id, admin)).toMatchObject({ restored_count: 1 });
    const left = await pool.query("select channel from suppressions where address in ($1, $2)", [
      lead.phone,
      lead.email,
    ]);
    expect(left.rows).toEqual([{ channel: "email" }]);
  });

  test("of an attestation is refused: evidence stays", async () => {
    const lead = await createLead(pool, team);
    const done = await act("attest", [lead.id], {
      basis: "oral",
      note: null,
      text_shown: "They said yes.",
    });
    expect(done).toMatchObject({ changed_count: 1 });
    expect(await leadOf(lead.id)).toMatchObject({ consent_basis: "oral" });
    expect(await failureCode(undo(done.id, admin))).toBe("PT409");
  });
});

describe("deleting with undo", () => {
  test("brings back the row, its notes and timeline, and what belonged to it", async () => {
    const { lead, callId } = await endedLead();
    await insertRow(pool, "lead_notes", {
      team_id: callers,
      lead_id: lead.id,
      author_id: caller,
      body: "Ask for Sam.",
      noted_at: NOW,
    });
    await act("set_status", [lead.id], { status: "not_interested" }, caller);
    const before = await leadOf(lead.id);
    const timeline = await rowsOf("activity", lead.id);
    const notes = await rowsOf("lead_notes", lead.id);

    const done = await act("delete", [lead.id], {}, caller);
    expect(done).toMatchObject({ changed_count: 1 });
    expect(await rowsOf("lead_notes", lead.id)).toEqual([]);
    expect(await undo(done.id, caller)).toMatchObject({ restored_count: 1 });

    const { updated_at: _before, ...was } = before ?? {};
    const { updated_at: _after, ...is } = (await leadOf(lead.id)) ?? {};
    expect(is).toEqual(was);
    expect(await rowsOf("lead_notes", lead.id)).toEqual(notes);
    const told = await rowsOf("activity", lead.id);
    expect(told.filter((row) => row.kind !== "lead.restored")).toEqual(timeline);
    expect(await read(pool, "calls", callId)).toMatchObject({ lead_id: lead.id });
    expect(await rowsOf("lead_search", lead.id)).toHaveLength(1);
  });

  test("leaves alone a number that another lead took meanwhile", async () => {
    const lead = await createLead(pool, team);
    const done = await act("delete", [lead.id]);
    const other = await createLead(pool, team, { phone: lead.phone });
    expect(await undo(done.id)).toMatchObject({ undone_count: 1, restored_count: 0 });
    expect(await leadOf(other.id)).toMatchObject({ phone: lead.phone });
  });

  test("keeps an opt-out that came while the lead was away", async () => {
    const lead = await createLead(pool, team);
    const done = await act("delete", [lead.id]);
    await insertRow(pool, "suppressions", {
      team_id: team,
      channel: "phone",
      address: lead.phone,
      reason: "Called us and said so.",
      source: "staff",
      suppressed_at: NOW,
    });
    await undo(done.id);
    expect(await leadOf(lead.id)).toMatchObject({ ready_at: Infinity });
  });

  test("is forgotten after its time, with the copies", async () => {
    const lead = await createLead(pool, team);
    const done = await act("delete", [lead.id]);
    const later = new Date(Date.parse(NOW) + 1000).toISOString();
    const purge = () =>
      pool.query<{ count: number }>("select purge_lead_actions($1) as count", [later]);
    while (one(await purge()).count > 0);
    expect(await failureCode(undo(done.id))).toBe("PT404");
    const items = await pool.query("select 1 from lead_action_items where action_id = $1", [
      done.id,
    ]);
    expect(items.rows).toEqual([]);
  });
});

test("two people at the same selection do not wait for each other forever", async () => {
  const leads = await Promise.all(Array.from({ length: 30 }, () => createLead(pool, team)));
  const ids = leads.map((lead) => lead.id);
  const all = await Promise.all([
    act("set_status", ids, { status: "not_interested" }),
    act("set_status", [...ids].reverse(), { status: "not_interested" }),
    act("delete", ids),
    act("assign_list", ids, { list_id: null }),
  ]);
  expect(all.map((action) => action.state)).toEqual(Array(4).fill("finished"));
  const left = await pool.query("select 1 from leads where id = any ($1)", [ids]);
  expect(left.rows).toEqual([]);
});

async function endedLead() {
  const { lead, call_id } = await leadInCall(pool, callers);
  await settle(pool, call_id, { outcome: "no_answer" });
  return { lead, callId: call_id };
}
