import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  actAs,
  asAnon,
  asUser,
  createUser,
  failureCode,
  insertRow,
  inTransaction,
  one,
  type Queryable,
} from "../support/database-actors";
import { NOW, read } from "../support/database-calls";
import { listFunctions } from "../support/database-catalogue";
import { createTenant } from "../support/database-tenant";

const database = await openTestDatabase();
const pool = openPool(database, 4);
const ours = await createTenant(pool);
const theirs = await createTenant(pool);

/** Everything that our team has, as one value. */
async function fingerprint(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'team_id' order by 1",
  );
  const parts = [];
  for (const { name } of rows) {
    const result = await pool.query<{ hash: string }>(
      `select md5(string_agg(t::text, ',' order by id)) as hash from ${name} t where team_id = $1`,
      [ours.team],
    );
    parts.push(`${name} ${one(result).hash}`);
  }
  return parts.join("\n");
}

const LEAD = { company_name: "Taken over", phone: "+13125550000", email: "x@hvac.example" };

describe("with the ids of another team", () => {
  const calls: Record<string, [statement: string, parameters: unknown[], answer: string]> = {
    "create_lead is refused": ["select create_lead($1, $2, $3)", [ours.team, LEAD, NOW], "42501"],
    "import_lead_rows knows no such import": [
      "select import_lead_rows($1, 1, '[]', $2)",
      [ours.import, NOW],
      "PT404",
    ],
    "requeue_lead knows no such lead": ["select requeue_lead($1, $2)", [ours.lead, NOW], "PT404"],
    "invite_to_team is refused": [
      "select invite_to_team($1, 'friend@staff.example', 'admin', $2)",
      [ours.team, "t".repeat(32)],
      "PT403",
    ],
  };

  test.each(Object.entries(calls))("%s", async (_, [statement, parameters, answer]) => {
    const before = await fingerprint();
    const attempt = asUser(pool, theirs.admin, (client) => client.query(statement, parameters));
    expect(await failureCode(attempt)).toBe(answer);
    expect(await fingerprint()).toBe(before);
  });

  test("update_lead finds nothing to change", async () => {
    const before = await fingerprint();
    const { rows } = await asUser(pool, theirs.admin, (client) =>
      client.query("select update_lead($1, $2, $3) as is_found", [ours.lead, LEAD, NOW]),
    );
    expect(rows).toEqual([{ is_found: false }]);
    expect(await fingerprint()).toBe(before);
  });

  test("get_automation_overview counts nothing", async () => {
    const overviewFor = async (userId: string) => {
      const { rows } = await asUser(pool, userId, (client) =>
        client.query("select get_automation_overview($1, $2) as overview", [ours.team, NOW]),
      );
      return rows[0]?.overview;
    };
    expect(await overviewFor(theirs.admin)).toEqual({
      leads_by_status: {},
      in_review: 0,
      attempts: 0,
      answered: 0,
      booked: 0,
      cost_usd: 0,
      open_calls: [],
      last_runs: [],
    });
    const own = await overviewFor(ours.viewer);
    expect(own).toMatchObject({ leads_by_status: { pending: 1 }, attempts: 1 });
    expect(own.last_runs).toHaveLength(1);
  });

  test("a lead cannot be moved to the own team, nor an own one away", async () => {
    const move = (user: string, from: string, to: string) =>
      asUser(pool, user, (client) =>
        client.query("update leads set team_id = $2 where team_id = $1", [from, to]),
      );
    expect(await failureCode(move(theirs.admin, ours.team, theirs.team))).toBe("42501");
    expect(await failureCode(move(theirs.admin, theirs.team, ours.team))).toBe("42501");
  });
});

describe("a viewer", () => {
  test("creates, changes and imports no lead by RPC either", async () => {
    const before = await fingerprint();
    const as = (statement: string, parameters: unknown[]) =>
      asUser(pool, ours.viewer, (client) => client.query(statement, parameters));
    const create = as("select create_lead($1, $2, $3)", [ours.team, LEAD, NOW]);
    expect(await failureCode(create)).toBe("42501");
    const rows = as("select import_lead_rows($1, 1, '[]', $2)", [ours.import, NOW]);
    expect(await failureCode(rows)).toBe("PT404");
    const update = await as("select update_lead($1, $2, $3) as is_found", [ours.lead, LEAD, NOW]);
    expect(update.rows).toEqual([{ is_found: false }]);
    expect(await fingerprint()).toBe(before);
  });
});

describe("functions of the server", () => {
  test("are refused to the team's own admin and to a client without a session", async () => {
    const condition = "not has_function_privilege('authenticated', p.oid, 'execute')";
    const names = await listFunctions(pool, "public", condition);
    expect(names).toContain(
      "claim_due_leads(uuid, timestamp with time zone, timestamp with time zone)",
    );
    for (const name of names) {
      const [, called, types] = /^(\w+)\((.*)\)$/.exec(name) ?? [];
      const nulls = types ? types.split(", ").map((type) => `null::${type}`) : [];
      const call = (client: Queryable) => client.query(`select ${called}(${nulls})`);
      expect(await failureCode(asUser(pool, ours.admin, call)), name).toBe("42501");
      expect(await failureCode(asAnon(pool, call)), name).toBe("42501");
    }
  });
});

describe("a record in somebody else's name is refused:", () => {
  const columns = { channel: "phone", address: "+13125550123", reason: "x", suppressed_at: NOW };
  const insertAs = (userId: string, table: string, values: object) =>
    failureCode(
      asUser(pool, userId, (client) => {
        const names = Object.keys(values);
        const places = names.map((_, index) => `$${index + 1}`);
        return client.query(
          `insert into ${table} (${names}) values (${places})`,
          Object.values(values),
        );
      }),
    );

  test.each([
    ["suppression", "suppressions", { ...columns, source: "staff", created_by: ours.admin }],
    [
      "suppression heard by the agent",
      "suppressions",
      { ...columns, source: "call", created_by: ours.member },
    ],
    ["import", "imports", { file_name: "x.csv", total_rows: 1, created_by: ours.admin }],
    [
      "attested consent",
      "consents",
      {
        phone: "+13125550123",
        basis: "oral",
        text_shown: "x",
        attested_at: NOW,
        attested_by: ours.admin,
      },
    ],
  ])("%s", async (_, table, values) => {
    expect(await insertAs(ours.member, table, { team_id: ours.team, ...values })).toBe("42501");
  });
});

describe("secrets", () => {
  test.each([
    ["calls", "monitor_listen_url"],
    ["calls", "monitor_control_url"],
    ["emails", "unsubscribe_token"],
    ["team_invitations", "token_hash"],
  ])("%s.%s is not readable in a session, not even by an admin", async (table, column) => {
    const attempt = asUser(pool, ours.admin, (client) =>
      client.query(`select ${column} from ${table}`),
    );
    expect(await failureCode(attempt)).toBe("42501");
  });
});

describe("a private channel", () => {
  /** As Realtime asks: a probe row, then whether the policies let the user see it. */
  async function mayListen(
    role: "anon" | "authenticated",
    userId: string,
    topic: string,
  ): Promise<boolean> {
    const attempt = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        "insert into realtime.messages (topic, extension) values ($1, 'broadcast') returning id",
        [topic],
      );
      await actAs(client, role, userId);
      await client.query("select set_config('realtime.topic', $1, true)", [topic]);
      const seen = await client.query("select from realtime.messages where id = $1", [rows[0]?.id]);
      return seen.rowCount === 1;
    });
    // A topic without a valid id makes the policy fail, which Realtime answers like a refusal.
    return attempt.catch(() => false);
  }

  test("of the own team may be heard, by every role", async () => {
    for (const user of [ours.admin, ours.member, ours.viewer]) {
      expect(await mayListen("authenticated", user, `team:${ours.team}`)).toBe(true);
    }
  });

  test("of a call of the own team may be heard, by every role", async () => {
    for (const user of [ours.admin, ours.member, ours.viewer]) {
      expect(await mayListen("authenticated", user, `call:${ours.call}`)).toBe(true);
    }
  });

  test.each([
    ["of a call of another team", theirs.admin, `call:${ours.call}`],
    ["of a call that is not there", ours.admin, `call:${ours.team}`],
    ["of a call with a broken id", ours.admin, "call:1 or true"],
    ["of another team", theirs.admin, `team:${ours.team}`],
    ["of another kind", ours.admin, `other:${ours.team}`],
    ["without a team", ours.admin, "team:"],
    ["with a broken id", ours.admin, "team:1 or true"],
    ["that is no topic", ours.admin, ""],
  ])("%s may not", async (_, user, topic) => {
    expect(await mayListen("authenticated", user, topic)).toBe(false);
  });

  test("may not be heard by a user without a team, nor without a session", async () => {
    const nobody = await createUser(pool);
    expect(await mayListen("authenticated", nobody, `team:${ours.team}`)).toBe(false);
    expect(await mayListen("authenticated", nobody, `call:${ours.call}`)).toBe(false);
    expect(await mayListen("anon", "", `team:${ours.team}`)).toBe(false);
    expect(await mayListen("anon", "", `call:${ours.call}`)).toBe(false);
  });

  test("takes no messages from clients", async () => {
    const send = asUser(pool, ours.admin, async (client) => {
      await client.query("select set_config('realtime.topic', $1, true)", [`team:${ours.team}`]);
      return client.query(
        "insert into realtime.messages (topic, extension) values ($1, 'broadcast')",
        [`team:${ours.team}`],
      );
    });
    expect(await failureCode(send)).toBe("42501");
  });

  test("hears what the team's members change, with ids and state while they are few, never with names", async () => {
    const topic = `team:${ours.team}`;
    await pool.query("delete from realtime.messages where topic = $1", [topic]);
    await asUser(pool, ours.member, (client) =>
      client.query("update leads set notes = 'Ask for Pat' where id = $1", [ours.lead]),
    );
    const { rows } = await pool.query(
      "select event, private, payload - 'id' as payload from realtime.messages where topic = $1",
      [topic],
    );
    expect(rows).toEqual([
      {
        event: "leads.changed",
        private: true,
        payload: {
          op: "UPDATE",
          count: 1,
          ids: [ours.lead],
          rows: [
            {
              id: ours.lead,
              status: "pending",
              review_reason: null,
              call_attempts: 0,
              last_called_at: null,
              callback_at: null,
              last_outcome: null,
              updated_at: expect.any(String),
            },
          ],
        },
      },
    ]);
    expect(await read(pool, "leads", ours.lead)).toMatchObject({ notes: "Ask for Pat" });
  });

  test("hears which lead a note is about, but not what it says", async () => {
    const topic = `team:${ours.team}`;
    await pool.query("delete from realtime.messages where topic = $1", [topic]);
    await asUser(pool, ours.member, (client) =>
      client.query(
        "insert into lead_notes (team_id, lead_id, author_id, body, noted_at) values ($1, $2, $3, 'Ask for Pat', now())",
        [ours.team, ours.lead, ours.member],
      ),
    );
    const { rows } = await pool.query(
      "select event, payload - 'id' - 'ids' as payload from realtime.messages where topic = $1",
      [topic],
    );
    expect(rows).toEqual([
      { event: "lead_notes.changed", payload: { op: "INSERT", count: 1, lead_ids: [ours.lead] } },
    ]);
  });

  test("hears of an import's chunk through the import alone", async () => {
    const topic = `team:${ours.team}`;
    await pool.query("delete from realtime.messages where topic = $1", [topic]);
    await asUser(pool, ours.member, async (client) => {
      await client.query("select set_config('app.is_importing', 'on', true)");
      await client.query("update leads set notes = 'Imported' where id = $1", [ours.lead]);
    });
    const heard = "select 1 from realtime.messages where topic = $1";
    expect((await pool.query(heard, [topic])).rowCount).toBe(0);
  });
});

test("a new row is announced to its own team only", async () => {
  const topics = async () =>
    (await pool.query("select distinct topic from realtime.messages where event = 'leads.changed'"))
      .rows;
  await pool.query("delete from realtime.messages");
  await insertRow(pool, "leads", { team_id: theirs.team, ...LEAD });
  expect(await topics()).toEqual([{ topic: `team:${theirs.team}` }]);
});
