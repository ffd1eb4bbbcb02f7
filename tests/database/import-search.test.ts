import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asService,
  asUser,
  createTeam,
  failureCode,
  newPhone,
} from "../support/database-actors";
import { NOW } from "../support/database-calls";
import { goodRow, importDesk } from "../support/import-rows";

const database = await openTestDatabase();
const pool = openPool(database, 4);
const team = await createTeam(pool);
const member = await addMember(pool, team, "member");
const { startImport, send } = importDesk(pool, { teamId: team, userId: member });

/** How many chunks wait after that; null when others are being stored. */
const makeSearchable = (importId: string, userId = member) =>
  asUser(pool, userId, async (client) => {
    const { rows } = await client.query<{ waiting: number | null }>(
      "select make_imported_searchable($1) as waiting",
      [importId],
    );
    return rows[0]?.waiting;
  });

const stateOf = async (importId: string) =>
  (await pool.query("select state from imports where id = $1", [importId])).rows[0]?.state;

/** What the list is searched and sorted by, of the leads of an import. */
async function searchable(importId: string) {
  const { rows } = await pool.query<{ text: string; company_name: string }>(
    "select s.text, s.company_name from lead_search s join leads l on l.id = s.lead_id where l.import_id = $1 order by l.created_at",
    [importId],
  );
  return rows;
}

/** An import of which one chunk of two rows is stored and more are to come. */
async function halfAnImport(choices = {}) {
  const phones = [newPhone(), newPhone()];
  const id = await startImport(4, choices);
  await send(
    id,
    phones.map((phone, index) => goodRow(index + 1, phone)),
  );
  return { id, phones };
}

describe("imported leads in the search", () => {
  test("come in a chunk at a time, in the order of the file, each once", async () => {
    const { id, phones } = await halfAnImport();
    expect(await searchable(id)).toEqual([]);
    expect(await makeSearchable(id)).toBe(0);
    expect(await makeSearchable(id)).toBe(0);
    const entries = await searchable(id);
    expect(entries.map((entry) => entry.text)).toEqual(
      phones.map((phone) => `northside  ${phone} owner${phone.slice(1)}@hvac.example`),
    );
    expect(await stateOf(id)).toBe("running");
    await send(id, [goodRow(3), goodRow(4)]);
    expect(await stateOf(id)).toBe("finished");
    expect(await searchable(id)).toHaveLength(4);
  });

  test("are all there when the import is finished", async () => {
    const { id } = await halfAnImport();
    await send(id, [goodRow(3), goodRow(4)]);
    expect([await stateOf(id), await makeSearchable(id)]).toEqual(["running", 1]);
    expect([await stateOf(id), await makeSearchable(id)]).toEqual(["running", 0]);
    expect(await stateOf(id)).toBe("finished");
    expect(await searchable(id)).toHaveLength(4);
  });

  test("wait while others are being stored", async () => {
    const { id } = await halfAnImport();
    const storing = await pool.connect();
    await storing.query("begin");
    await storing.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: member, role: "authenticated" }),
    ]);
    await storing.query("select import_lead_rows($1, 3, $2, $3)", [
      id,
      JSON.stringify([goodRow(3)]),
      NOW,
    ]);
    expect(await makeSearchable(id)).toBeNull();
    expect(await searchable(id)).toEqual([]);
    await storing.query("commit");
    storing.release();
    expect(await makeSearchable(id)).toBe(1);
    expect(await searchable(id)).toHaveLength(2);
  });

  test("come in as well when it was cancelled", async () => {
    const { id } = await halfAnImport();
    await asUser(pool, member, (client) =>
      client.query("update imports set state = 'cancelled' where id = $1", [id]),
    );
    await makeSearchable(id);
    expect(await searchable(id)).toHaveLength(2);
    expect(await stateOf(id)).toBe("cancelled");
  });

  test("do not keep an import from being undone", async () => {
    const { id } = await halfAnImport();
    let isFinished = false;
    for (let batch = 0; batch < 5 && !isFinished; batch += 1) {
      const { rows } = await asUser(pool, member, (client) =>
        client.query("select is_undo_finished as done from undo_import($1, 100, $2)", [id, NOW]),
      );
      isFinished = rows[0]?.done;
    }
    expect(isFinished).toBe(true);
    const { rows } = await pool.query("select 1 from leads where import_id = $1", [id]);
    expect(rows).toEqual([]);
  });

  test("are brought in by the cron run when nobody goes on with the import", async () => {
    const { id } = await halfAnImport();
    await send(id, [goodRow(3), goodRow(4)]);
    const sweep = (before: string) =>
      asService(pool, async (client) => {
        const { rows } = await client.query<{ count: number }>(
          `select make_abandoned_searchable(${before}, 100) as count`,
        );
        return rows[0]?.count;
      });
    await sweep("now() - interval '1 minute'");
    expect(await searchable(id)).toEqual([]);
    expect(await sweep("now() + interval '1 minute'")).toBeGreaterThanOrEqual(4);
    expect(await searchable(id)).toHaveLength(4);
    expect(await stateOf(id)).toBe("finished");
  });

  test("keep what somebody changed before", async () => {
    const { id } = await halfAnImport();
    await pool.query("update leads set company_name = 'Southside' where import_id = $1", [id]);
    await makeSearchable(id);
    expect((await searchable(id)).map((entry) => entry.company_name)).toEqual([
      "Southside",
      "Southside",
    ]);
  });

  test("keep what somebody changes at the same moment", async () => {
    const { id } = await halfAnImport();
    const editor = await pool.connect();
    await editor.query("begin");
    await editor.query("update leads set company_name = 'Eastside' where import_id = $1", [id]);
    const made = makeSearchable(id);
    await untilBlocked();
    await editor.query("commit");
    editor.release();
    await made;
    expect((await searchable(id)).map((entry) => entry.company_name)).toEqual([
      "Eastside",
      "Eastside",
    ]);
  });

  test("do not fail for one that is deleted at the same moment", async () => {
    const { id, phones } = await halfAnImport();
    const other = await pool.connect();
    await other.query("begin");
    await other.query("delete from leads where import_id = $1 and phone = $2", [id, phones[0]]);
    const made = makeSearchable(id);
    await untilBlocked();
    await other.query("commit");
    other.release();
    await made;
    expect(await searchable(id)).toHaveLength(1);
    const { rows } = await pool.query(
      "select 1 from lead_search s where not exists (select 1 from leads l where l.id = s.lead_id)",
    );
    expect(rows).toEqual([]);
  });

  test("leave a list that is deleted meanwhile", async () => {
    const { id } = await halfAnImport({ new_list_name: "Trade show" });
    await pool.query("delete from lead_lists where team_id = $1 and name = 'Trade show'", [team]);
    const { rows } = await pool.query(
      "select l.list_id, s.list_id as searched from leads l join lead_search s on s.lead_id = l.id where l.import_id = $1",
      [id],
    );
    expect(rows).toEqual([
      { list_id: null, searched: null },
      { list_id: null, searched: null },
    ]);
  });

  test("are nobody else's to bring in", async () => {
    const { id } = await halfAnImport();
    const viewer = await addMember(pool, team, "viewer");
    const stranger = await addMember(pool, await createTeam(pool), "member");
    for (const userId of [viewer, stranger]) {
      expect(await failureCode(makeSearchable(id, userId))).toBe("PT404");
    }
    expect(await failureCode(makeSearchable(randomUUID()))).toBe("PT404");
  });
});

test("the keys of imported leads follow the file and name their moment", async () => {
  const id = await startImport(3);
  await send(id, [goodRow(1), goodRow(2), goodRow(3)]);
  const { rows } = await pool.query<{ id: string; made_at: Date }>(
    "select id, created_at as made_at from leads where import_id = $1 order by created_at",
    [id],
  );
  for (const row of rows) {
    expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const milliseconds = Number.parseInt(row.id.replace("-", "").slice(0, 12), 16);
    expect(Math.abs(milliseconds - row.made_at.getTime())).toBeLessThanOrEqual(1);
  }
  expect(new Set(rows.map((row) => row.id)).size).toBe(3);
});

/** Until somebody waits for a lock that another transaction of these tests holds. */
async function untilBlocked(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await pool.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}
