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

const database = await openTestDatabase();
const pool = openPool(database, 4);
const team = await createTeam(pool);
const member = await addMember(pool, team, "member");

interface Row {
  readonly row_number: number;
  readonly refusal?: string;
  readonly lead?: object;
  readonly fields: object;
}

const good = (row_number: number, phone = newPhone()): Row => ({
  row_number,
  fields: { Company: "Northside" },
  lead: {
    company_name: "Northside",
    phone,
    email: `owner${phone.slice(1)}@hvac.example`,
    custom: { Fleet: "12" },
  },
});
const bad = (row_number: number, refusal = "No phone number."): Row => ({
  row_number,
  refusal,
  fields: { Company: "" },
});

async function startImport(totalRows: number, userId = member, teamId = team): Promise<string> {
  return asUser(pool, userId, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "select start_import($1, 'list.csv', $2, 'written', null, 'They agreed in writing.', $3) as id",
      [teamId, totalRows, NOW],
    );
    return rows[0]?.id ?? "";
  });
}

async function send(importId: string, rows: readonly Row[], userId = member) {
  const { rows: counts } = await asUser(pool, userId, (client) =>
    client.query("select * from import_lead_rows($1, $2, $3)", [
      importId,
      JSON.stringify(rows),
      NOW,
    ]),
  );
  return counts[0];
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

const DUPLICATE = "This phone number is already in the list or earlier in the file.";

describe("an import", () => {
  test("accounts for every row: made, skipped or refused, each with its reason", async () => {
    const known = await createLead(pool, team);
    const twice = newPhone();
    const id = await startImport(6);
    const rows = [good(1), good(2, twice), bad(3), good(4, known.phone), good(5, twice), good(6)];
    expect(await send(id, rows)).toEqual({
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
    const { rows } = await pool.query(
      "select kind, actor, user_id, detail, happened_at from activity where lead_id = $1",
      [lead?.id],
    );
    expect(rows).toEqual([
      {
        kind: "lead.created",
        actor: "user",
        user_id: member,
        detail: { import_id: id },
        happened_at: new Date(NOW),
      },
    ]);
  });

  test("goes on after any row, and a chunk sent twice makes no doubles", async () => {
    const rows = [good(1), bad(2), good(3), good(4), bad(5)];
    const id = await startImport(5);
    await send(id, rows.slice(0, 3));
    expect(await send(id, rows.slice(0, 3))).toMatchObject({ processed_rows: 3, created_count: 2 });
    expect(await send(id, rows.slice(1, 5))).toMatchObject({ processed_rows: 5, created_count: 3 });
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
    ["before the chunk", [good(2), good(3)]],
    ["inside the chunk", [good(1), good(3)]],
    ["behind a row that comes twice", [good(1), good(1), good(3)]],
  ])("refuses a gap %s and writes nothing", async (_, rows) => {
    const id = await startImport(3);
    expect(await failureCode(send(id, rows))).toBe("PT409");
    expect(await read(pool, "imports", id)).toMatchObject({ processed_rows: 0 });
    expect(await leadsOf(id)).toEqual([]);
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

test("thousands of rows reach the browser as one message per statement", async () => {
  const own = await createTeam(pool);
  const user = await addMember(pool, own, "member");
  const id = await startImport(5_000, user, own);
  const topic = `team:${own}`;
  await pool.query("delete from realtime.messages where topic = $1", [topic]);
  const rows = Array.from({ length: 5_000 }, (_, index) => good(index + 1));
  await send(id, rows, user);
  const messages = await pool.query(
    "select event, payload ->> 'op' as op, (payload ->> 'count')::int as count, payload -> 'ids' as ids from realtime.messages where topic = $1 order by event",
    [topic],
  );
  expect(messages.rows).toEqual([
    { event: "imports.changed", op: "UPDATE", count: 1, ids: [id] },
    { event: "leads.changed", op: "INSERT", count: 5_000, ids: null },
  ]);
});
