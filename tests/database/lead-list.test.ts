import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  LEAD_SORTS,
  type LeadFilters,
  type LeadQuery,
  type SortKey,
} from "@/lib/services/leads/lead-query";
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
import { NOW } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);
const team = await createTeam(pool);
const viewer = await addMember(pool, team, "viewer");
const outsider = await addMember(pool, await createTeam(pool), "admin");

interface Page {
  readonly rows: readonly { readonly id: string }[];
  readonly has_previous: boolean;
  readonly has_next: boolean;
}

type Asked = Partial<Omit<LeadQuery, "teamId">>;

async function list(asked: Asked, user = viewer): Promise<Page> {
  const query = { filters: {}, sort: [], cursor: null, pageSize: 50, ...asked };
  const result = await asUser(pool, user, (client) =>
    client.query<{ page: Page }>("select list_leads($1, $2, $3) as page", [team, query, NOW]),
  );
  return one(result).page;
}

const idsOf = (page: Page) => page.rows.map((row) => row.id);

async function count(filters: LeadFilters): Promise<{ lead_count: string; is_exact: boolean }> {
  return asUser(pool, viewer, async (client) =>
    one(await client.query("select * from count_leads($1, $2, $3)", [team, filters, NOW])),
  );
}

const select = (filters: LeadFilters) =>
  asUser(pool, viewer, async (client) => {
    const result = await client.query<{ id: string }>(
      "select private.select_lead_ids($1, $2, $3) as id",
      [team, filters, NOW],
    );
    return result.rows.map((row) => row.id).sort();
  });

/** What a value may be: often equal to others, often missing. */
const oneOf = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;
const SOME = [null, "Aa", "bb", "Zz"] as const;

async function fill(db: Queryable): Promise<void> {
  for (let n = 0; n < 140; n += 1) {
    const status = oneOf(["pending", "pending", "no_answer", "scheduled", "not_interested"], n);
    const lead = await createLead(db, team, {
      company_name: `${oneOf(["Ace", "Bay", "Cool"], n * 7)} Air ${n % 9}`,
      contact_name: oneOf(SOME, n * 3),
      city: oneOf(SOME, n * 5),
      state: oneOf(["AL", "GA", null], n),
      timezone: oneOf(["America/Chicago", "America/New_York"], n),
      timezone_source: "staff",
      status,
      call_attempts: n % 4,
      last_called_at: n % 4 === 0 ? null : `2026-0${1 + (n % 3)}-01T12:00:00Z`,
      callback_at: status === "pending" && n % 6 === 0 ? `2026-03-0${1 + (n % 5)}T12:00:00Z` : null,
      review_reason: status === "pending" && n % 11 === 0 ? "Look at it." : null,
      last_outcome: oneOf([null, "voicemail", "no_answer"], n),
      created_at: `2026-01-0${1 + (n % 8)}T00:00:00Z`,
    });
    if (n % 9 === 0) await book(db, lead.id, `2026-03-${10 + (n % 10)}T12:00:00Z`);
    if (n % 18 === 0) await book(db, lead.id, `2026-02-${10 + (n % 10)}T12:00:00Z`);
  }
}

let bookings = 0;

async function book(db: Queryable, leadId: string, startTime: string): Promise<void> {
  bookings += 1;
  await insertRow(db, "appointments", {
    team_id: team,
    lead_id: leadId,
    cal_booking_uid: `list-${bookings}`,
    start_time: startTime,
    end_time: new Date(Date.parse(startTime) + 1_800_000).toISOString(),
    status: "accepted",
    last_event_at: NOW,
  });
}

beforeAll(() => fill(pool));

const BOOKED_AT =
  "(select max(a.start_time) from appointments a where a.lead_id = l.id and a.status in ('pending', 'accepted'))";

/** The whole list in one plain query, which shares nothing with the product's but the words. */
async function oracle(sort: readonly SortKey[], where = "true"): Promise<string[]> {
  const keys = sort.length > 0 ? sort : [{ by: "created_at", direction: "desc" } as const];
  const order = keys.map(
    ({ by, direction }) =>
      `${by === "appointment_at" ? BOOKED_AT : `l.${by}`} ${direction} nulls last`,
  );
  const last = keys.at(-1)?.direction ?? "asc";
  const { rows } = await pool.query<{ id: string }>(
    `select l.id from leads l where l.team_id = $1 and (${where}) order by ${order.join(", ")}, l.id ${last}`,
    [team],
  );
  return rows.map((row) => row.id);
}

const sortKeys = fc
  .uniqueArray(
    fc.record({
      by: fc.constantFrom(...LEAD_SORTS),
      direction: fc.constantFrom("asc" as const, "desc" as const),
    }),
    { maxLength: 3, selector: (key) => key.by },
  )
  .map((keys) => [...keys]);

const FILTERS: readonly (readonly [LeadFilters, string])[] = [
  [{}, "true"],
  [{ status: ["pending", "scheduled"] }, "l.status in ('pending', 'scheduled')"],
  [{ outcome: ["voicemail"] }, "l.last_outcome = 'voicemail'"],
  [{ state: ["AL"] }, "l.state = 'AL'"],
  [{ zone: ["America/New_York", "none"] }, "l.timezone = 'America/New_York' or l.timezone is null"],
  [{ list: ["none"] }, "l.list_id is null"],
  [{ attempts: [1, 2] }, "l.call_attempts in (1, 2)"],
  [{ called: "never" }, "l.last_called_at is null"],
  [{ called: "within-30" }, `l.last_called_at >= '${NOW}'::timestamptz - interval '30 days'`],
  [{ called: "before-30" }, `l.last_called_at < '${NOW}'::timestamptz - interval '30 days'`],
  [{ callback: "due" }, `l.callback_at <= '${NOW}'`],
  [{ callback: "upcoming" }, `l.callback_at > '${NOW}'`],
  [{ callback: "any" }, "l.callback_at is not null"],
  [{ appointment: "any" }, `${BOOKED_AT} is not null`],
  [{ appointment: "none" }, `${BOOKED_AT} is null`],
  [{ appointment: "upcoming" }, `${BOOKED_AT} >= '${NOW}'`],
  [{ review: true }, "l.review_reason is not null"],
  [
    { search: "ACE 3" },
    "l.company_name ilike '%ace%' and l.company_name || l.phone || l.email like '%3%'",
  ],
  [
    { status: ["pending"], state: ["GA", "AL"], attempts: [0, 1] },
    "l.status = 'pending' and l.state in ('GA', 'AL') and l.call_attempts <= 1",
  ],
];

describe("a page of leads", () => {
  test("forwards and backwards, by any sort and filter, none is lost or repeated", async () => {
    const property = fc.asyncProperty(
      sortKeys,
      fc.constantFrom(...FILTERS),
      fc.integer({ min: 3, max: 40 }),
      async (sort, [filters, where], pageSize) => {
        const expected = await oracle(sort, where);
        const forwards: string[] = [];
        let page = await list({ sort, filters, pageSize });
        expect(page.has_previous).toBe(false);
        for (;;) {
          forwards.push(...idsOf(page));
          const last = page.rows.at(-1);
          if (!page.has_next || !last) break;
          page = await list({
            sort,
            filters,
            pageSize,
            cursor: { side: "after", leadId: last.id },
          });
          expect(page.has_previous).toBe(true);
        }
        expect(forwards).toEqual(expected);
        const backwards: string[] = [...idsOf(page)];
        while (page.has_previous) {
          const leadId = page.rows[0]?.id ?? "";
          page = await list({ sort, filters, pageSize, cursor: { side: "before", leadId } });
          expect(page.has_next).toBe(true);
          backwards.unshift(...idsOf(page));
        }
        expect(backwards).toEqual(expected);
      },
    );
    await fc.assert(property, { numRuns: 60, seed: 5 });
  });

  test("begins at the start when the lead of its cursor is gone", async () => {
    const leadId = "00000000-0000-4000-8000-000000000000";
    const page = await list({ cursor: { side: "before", leadId }, pageSize: 5 });
    expect(page.has_previous).toBe(false);
    expect(idsOf(page)).toEqual((await oracle([])).slice(0, 5));
  });

  test("shows nothing to people of other teams", async () => {
    expect(await list({}, outsider)).toEqual({ rows: [], has_previous: false, has_next: false });
    const first = (await oracle([]))[0] ?? "";
    const cursor = { side: "after", leadId: first } as const;
    expect((await list({ cursor }, outsider)).rows).toEqual([]);
  });
});

describe("filters", () => {
  test.each(FILTERS)("%j selects and counts what it says", async (filters, where) => {
    const expected = await oracle([], where);
    expect(await select(filters)).toEqual([...expected].sort());
    expect(await count(filters)).toEqual({ lead_count: String(expected.length), is_exact: true });
  });

  test("take every value for a value, whatever stands in it", async () => {
    for (const search of ["'; drop table leads; --", "100%", "a_b", "\\", "$1", "%s"]) {
      expect(await select({ search })).toEqual([]);
    }
    const hostile = { zone: ["x'); delete from leads; --"], state: ["'"] };
    expect(await select(hostile)).toEqual([]);
    expect(await failureCode(select({ import: "x' or true" }))).toBe("22P02");
    expect(await oracle([])).toHaveLength(140);
  });
});

describe("why", () => {
  test("selects exactly the leads that are explained so", async () => {
    const all = await oracle([]);
    const { rows } = await pool.query<{ lead_id: string; binding: string | null; status: string }>(
      `select l.id as lead_id, l.status,
         private.binding_gate((private.lead_gates(l, private.policy_of(l.team_id), $2))[1:13], $2)::text as binding
       from leads l where l.id = any ($1)`,
      [all, NOW],
    );
    const gates = new Set(rows.map((row) => row.binding ?? "due"));
    expect(gates.size).toBeGreaterThan(3);
    for (const gate of gates) {
      if (gate === "status") continue;
      const expected = rows.filter((row) => (row.binding ?? "due") === gate);
      const selected = await select({ why: [gate as never] });
      expect(selected, gate).toEqual(expected.map((row) => row.lead_id).sort());
    }
  });
});
