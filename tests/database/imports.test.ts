import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asUser,
  createLead,
  createTeam,
  failureCode,
  newPhone,
} from "../support/database-actors";
import { NOW, read } from "../support/database-calls";
import { badRow as bad, goodRow as good, type ImportRow, importDesk } from "../support/import-rows";

const database = await openTestDatabase();
const pool = openPool(database, 4);
const team = await createTeam(pool);
const member = await addMember(pool, team, "member");
const { startImport, send } = importDesk(pool, { teamId: team, userId: member });

async function undo(importId: string, userId = member) {
  const { rows } = await asUser(pool, userId, (client) =>
    client.query("select * from undo_import($1, 2, $2)", [importId, NOW]),
  );
  return rows[0];
}

async function refusals(importId: string) {
  const { rows } = await pool.query<{ row_number: number; is_duplicate: boolean; reason: string }>(
    "select row_number, is_duplicate, reason from import_refusals where import_id = $1 order by 1",
    [importId],
  );
  return rows;
}

const leadsOf = async (importId: string) =>
  (await pool.query("select id, phone, custom from leads where import_id = $1", [importId])).rows;

const SAME = newPhone();
const DUPLICATE = "This phone number is already in the list or earlier in the file.";

describe("an import", () => {
  test("accounts for every row: made, skipped or refused, each with its reason", async () => {
    const known = await createLead(pool, team);
    const twice = newPhone();
    const id = await startImport(6);
    const later = { ...good(5, twice), same_as: 2 };
    const rows = [good(1), good(2, twice), bad(3), good(4, known.phone), later, good(6)];
    expect(await send(id, rows)).toMatchObject({
      processed_rows: 6,
      created_count: 3,
      skipped_count: 2,
      refused_count: 1,
    });
    expect(await refusals(id)).toEqual([
      { row_number: 3, is_duplicate: false, reason: "No phone number." },
      { row_number: 4, is_duplicate: true, reason: DUPLICATE },
      { row_number: 5, is_duplicate: true, reason: DUPLICATE },
    ]);
    expect(await leadsOf(id)).toHaveLength(3);
    expect(await read(pool, "imports", id)).toMatchObject({ state: "finished" });
  });

  test("leaves its mark on each lead and in its timeline", async () => {
    const id = await startImport(1);
    await send(id, [good(1)]);
    const [lead] = await leadsOf(id);
    expect(lead).toMatchObject({ custom: { Fleet: "12" } });
    const { rows } = await asUser(pool, member, (client) =>
      client.query(
        "select kind, actor, is_mine, detail, happened_at from get_lead_timeline($1) where kind <> 'consent.attested'",
        [lead?.id],
      ),
    );
    expect(rows).toEqual([
      {
        kind: "lead.created",
        actor: "user",
        is_mine: true,
        detail: { import_id: id, file_name: "list.csv" },
        happened_at: new Date(NOW),
      },
    ]);
  });

  test("goes on after any row, and a chunk sent twice makes no doubles", async () => {
    const rows = [good(1), bad(2), good(3), good(4), bad(5)];
    const id = await startImport(5);
    await send(id, rows.slice(0, 3));
    expect(await send(id, rows.slice(0, 3))).toMatchObject({ processed_rows: 3, created_count: 2 });
    // Rows that overlap are cut off by whoever sends them: see the services.
    expect(await send(id, rows.slice(1, 5))).toMatchObject({ processed_rows: 3 });
    expect(await send(id, rows.slice(3, 5))).toMatchObject({ processed_rows: 5, created_count: 3 });
    expect(await leadsOf(id)).toHaveLength(3);
    expect((await refusals(id)).map((row) => row.row_number)).toEqual([2, 5]);
  });

  test("takes a chunk that is sent twice at the same time once", async () => {
    const id = await startImport(3);
    const rows = [good(1), good(2)];
    await Promise.all([send(id, rows), send(id, rows), send(id, rows)]);
    expect(await read(pool, "imports", id)).toMatchObject({ processed_rows: 2, created_count: 2 });
    expect(await leadsOf(id)).toHaveLength(2);
  });

  test.each([
    ["inside the chunk", [good(1), good(3)]],
    ["behind a row that comes twice", [good(1), good(1), good(3)]],
    ["of which two carry the fields of one number", [good(1, SAME), good(2, SAME)]],
  ])("refuses rows %s and writes nothing", async (_, rows) => {
    const id = await startImport(3);
    expect(await failureCode(send(id, rows))).toBe("PT409");
    expect(await read(pool, "imports", id)).toMatchObject({ processed_rows: 0 });
    expect(await leadsOf(id)).toEqual([]);
  });

  test("takes nothing of a chunk that comes before its turn, and says where to go on", async () => {
    const id = await startImport(3);
    expect(await send(id, [good(2), good(3)])).toMatchObject({
      processed_rows: 0,
      created_count: 0,
    });
    expect(await leadsOf(id)).toEqual([]);
  });

  test("keeps a chunk that overtook the one before waiting for it", async () => {
    const id = await startImport(3);
    const overtaking = send(id, [good(2), good(3)]);
    await send(id, [good(1)]);
    expect(await overtaking).toMatchObject({ processed_rows: 3, created_count: 3 });
  });

  test("of the same file is gone on with, not begun twice", async () => {
    const choices = { file_signature: "f1" };
    const begun = await Promise.all([startImport(3, choices), startImport(3, choices)]);
    expect(begun[0]).toBe(begun[1]);
    const colleague = await addMember(pool, team, "member");
    expect(await startImport(3, choices, colleague)).not.toBe(begun[0]);
  });

  test("of numbers that another one takes at the same time makes each lead once", async () => {
    const rows = Array.from({ length: 40 }, (_, index) => good(index + 1));
    const backwards = rows.map((row, index) => ({ ...row, phone: rows[39 - index]?.phone ?? "" }));
    const ids = await Promise.all([startImport(40), startImport(40)]);
    const done = await Promise.all([send(ids[0], rows), send(ids[1], backwards)]);
    expect(done.map((row) => row.created_count).sort()).toEqual([0, 40]);
    expect(done.map((row) => row.skipped_count).sort()).toEqual([0, 40]);
  });

  test("refuses more rows than the file has", async () => {
    const id = await startImport(1);
    expect(await failureCode(send(id, [good(1), good(2)]))).toBe("23514");
    expect(await leadsOf(id)).toEqual([]);
  });

  test("that was cancelled or is finished takes no more rows", async () => {
    const cancelled = await startImport(2);
    await asUser(pool, member, (client) =>
      client.query("update imports set state = 'cancelled' where id = $1", [cancelled]),
    );
    expect(await failureCode(send(cancelled, [good(1)]))).toBe("PT409");
    const restart = await asUser(pool, member, (client) =>
      client.query("update imports set state = 'running' where id = $1", [cancelled]),
    );
    expect(restart.rowCount).toBe(0);
    const finished = await startImport(1);
    await send(finished, [good(1)]);
    expect(await failureCode(send(finished, [good(2)]))).toBe("PT409");
  });

  test("takes rows from members of its own team only", async () => {
    const id = await startImport(2);
    const viewer = await addMember(pool, team, "viewer");
    const outsider = await addMember(pool, await createTeam(pool), "admin");
    for (const user of [viewer, outsider]) {
      expect(await failureCode(send(id, [good(1)], user))).toBe("PT404");
    }
    expect(await failureCode(send(randomUUID(), [good(1)]))).toBe("PT404");
    expect(await leadsOf(id)).toEqual([]);
  });

  test("does not see another team's numbers as duplicates", async () => {
    const lead = await createLead(pool, await createTeam(pool));
    const id = await startImport(1);
    expect(await send(id, [good(1, lead.phone)])).toMatchObject({ created_count: 1 });
  });
});

describe("a number that is known already", () => {
  const row = (lead: { phone: string }) => ({
    ...good(1, lead.phone),
    ...{ company_name: "Renamed", contact_name: "Ann", city: "Mobile" },
  });

  test.each([
    ["update_empty", { company_name: "Old", contact_name: "Ann", city: "Old Town" }],
    ["overwrite", { company_name: "Renamed", contact_name: "Ann", city: "Mobile" }],
  ])("is updated by %s, its calls untouched", async (duplicate_policy, expected) => {
    const lead = await createLead(pool, team, { company_name: "Old", city: "Old Town" });
    await pool.query("update leads set call_attempts = 2 where id = $1", [lead.id]);
    const id = await startImport(1, { duplicate_policy });
    expect(await send(id, [row(lead)])).toMatchObject({ updated_count: 1, skipped_count: 0 });
    const after = await read(pool, "leads", lead.id);
    expect(after).toMatchObject({ ...expected, call_attempts: 2, consent_basis: "written" });
    expect(after.custom).toMatchObject({ Fleet: "12" });
    const { rows } = await pool.query(
      "select count(*)::int as count from activity where lead_id = $1 and kind = 'lead.edited'",
      [lead.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("is counted as suppressed when nobody may call it", async () => {
    const phone = newPhone();
    await pool.query(
      `insert into suppressions (team_id, channel, address, reason, source, suppressed_at)
       values ($1, 'phone', $2, 'Asked', 'staff', now())`,
      [team, phone],
    );
    const id = await startImport(2);
    const counts = { created_count: 2, suppressed_count: 1 };
    expect(await send(id, [good(1, phone), good(2)])).toMatchObject(counts);
  });
});

describe("undo of an import", () => {
  async function undoAll(importId: string) {
    for (;;) {
      const row = await undo(importId);
      if (row.is_undo_finished) return row;
    }
  }

  test("removes what it made and keeps what was edited, noted or called since", async () => {
    const id = await startImport(6);
    await send(
      id,
      [1, 2, 3, 4, 5, 6].map((n) => good(n)),
    );
    const [edited, noted, called] = await leadsOf(id);
    await pool.query("update leads set company_name = 'By hand' where id = $1", [edited?.id]);
    await pool.query(
      "insert into lead_notes (team_id, lead_id, body, noted_at) values ($1, $2, 'Hi', now())",
      [team, noted?.id],
    );
    await pool.query("update leads set call_attempts = 1 where id = $1", [called?.id]);
    const done = await undoAll(id);
    expect(done).toMatchObject({
      removed_count: 3,
      kept_count: 3,
      kept_reasons: { edited: 1, noted: 1, called: 1 },
    });
    expect(await undo(id)).toEqual(done);
    expect(await leadsOf(id)).toHaveLength(3);
  });

  test("gives updated leads back what still is as the file left it", async () => {
    const lead = await createLead(pool, team, { company_name: "Old", city: "Old Town" });
    const id = await startImport(2, { duplicate_policy: "overwrite" });
    const first = { ...good(1, lead.phone), company_name: "New", city: "Mobile", notes: "A" };
    await send(id, [first]);
    await send(id, [{ ...good(2, lead.phone), company_name: "Newer", notes: "B" } as ImportRow]);
    await pool.query("update leads set city = 'By hand' where id = $1", [lead.id]);
    expect(await undoAll(id)).toMatchObject({ restored_count: 1, removed_count: 0 });
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      company_name: "Old",
      city: "By hand",
      notes: null,
    });
  });

  test("removes what later rows of the same file updated", async () => {
    const phone = newPhone();
    const id = await startImport(2, { duplicate_policy: "overwrite" });
    await send(id, [good(1, phone)]);
    const later = { ...good(2, phone), company_name: "Later" } as ImportRow;
    expect(await send(id, [later])).toMatchObject({ created_count: 1, updated_count: 1 });
    expect(await undoAll(id)).toMatchObject({ removed_count: 1, kept_count: 0 });
  });

  test("stops a running import, and is not for viewers", async () => {
    const id = await startImport(2);
    await send(id, [good(1)]);
    const viewer = await addMember(pool, team, "viewer");
    expect(await failureCode(undo(id, viewer))).toBe("PT404");
    await undoAll(id);
    expect(await read(pool, "imports", id)).toMatchObject({ state: "cancelled" });
    expect(await failureCode(send(id, [good(2)]))).toBe("PT409");
  });
});

test("thousands of rows reach the browser as one message", async () => {
  const own = await createTeam(pool);
  const user = await addMember(pool, own, "member");
  const id = await startImport(5_000, {}, user, own);
  const topic = `team:${own}`;
  await pool.query("delete from realtime.messages where topic = $1", [topic]);
  const rows = Array.from({ length: 5_000 }, (_, index) => good(index + 1));
  await send(id, rows, user);
  const messages = await pool.query(
    "select event, payload ->> 'op' as op, (payload ->> 'count')::int as count, payload -> 'ids' as ids from realtime.messages where topic = $1 order by event",
    [topic],
  );
  expect(messages.rows).toEqual([{ event: "imports.changed", op: "UPDATE", count: 1, ids: [id] }]);
});
