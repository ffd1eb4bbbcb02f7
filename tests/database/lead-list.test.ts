import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  LEAD_SORTS,
  type LeadFilters,
  type LeadQuery,
  type SortKey,
  WHY_FILTERS,
  type WhyFilter,
} from "@/lib/services/leads/lead-query";
import { openPool, openTestDatabase } from "../support/database";
import { addMember, asUser, createTeam, failureCode, one } from "../support/database-actors";
import { NOW } from "../support/database-calls";
import { fillList } from "../support/listed-leads";

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

beforeAll(() => fillList(pool, team));

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

/** Appointments beside a status that hardly any lead with an appointment has. */
const BOOKED_SORTS: readonly SortKey[][] = (["asc", "desc"] as const).map((direction) => [
  { by: "status", direction },
  { by: "appointment_at", direction: "asc" },
]);

type Filter = readonly [LeadFilters, string];
const ALL: Filter = [{}, "true"];
const FILTERS: readonly Filter[] = [
  ALL,
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

/** Every page of a list, from the first to the last and back again. */
async function expectPages(asked: Asked, expected: readonly string[]): Promise<void> {
  const forwards: string[] = [];
  let page = await list(asked);
  expect(page.has_previous).toBe(false);
  for (;;) {
    forwards.push(...idsOf(page));
    const last = page.rows.at(-1);
    if (!page.has_next || !last) break;
    page = await list({ ...asked, cursor: { side: "after", leadId: last.id } });
    expect(page.has_previous).toBe(true);
  }
  expect(forwards).toEqual(expected);
  const backwards: string[] = [...idsOf(page)];
  while (page.has_previous) {
    const leadId = page.rows[0]?.id ?? "";
    page = await list({ ...asked, cursor: { side: "before", leadId } });
    expect(page.has_next).toBe(true);
    backwards.unshift(...idsOf(page));
  }
  expect(backwards).toEqual(expected);
}

/** Which gate binds each lead, as the gates themselves say it; `due` where none does. */
async function explained(): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ id: string; gate: string }>(
    `select l.id, coalesce(private.binding_gate((private.lead_gates(l, private.policy_of(l.team_id), $2))[1:13], $2)::text, 'due') as gate
     from leads l where l.team_id = $1 and l.status = 'pending'`,
    [team, NOW],
  );
  const byGate = new Map<string, string[]>();
  for (const { id, gate } of rows) byGate.set(gate, [...(byGate.get(gate) ?? []), id]);
  return byGate;
}

/**
 * What the estimates decide, decided by hand: in a team of this size every match is one of few. The walk ends so soon that
 * what it did not find has to be fetched as well.
 */
const WALKING = `create or replace function private.worth_walking(p_team_id uuid, p_condition text, p_size integer)
  returns bigint language sql as 'select 5::bigint'`;
const DEAR = `create or replace function private.estimated_cost(p_from text)
  returns numeric language sql as 'select 1000000::numeric'`;
const WAYS: readonly (readonly [string, readonly string[]])[] = [
  ["fetched as a whole", []],
  ["looked for along the order, then fetched", [WALKING]],
  ["looked for along the order only", [WALKING, DEAR]],
];

async function readDefinitions(): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) as text from pg_proc p
     where p.pronamespace = 'private'::regnamespace and p.proname in ('worth_walking', 'estimated_cost')`,
  );
  return rows.map((row) => row.text);
}

async function define(functions: readonly string[]): Promise<void> {
  for (const text of functions) await pool.query(text);
}

describe.each(WAYS)("leads %s", (_, functions) => {
  let definitions: string[] = [];
  beforeAll(async () => {
    definitions = await readDefinitions();
    await define(functions);
  });
  afterAll(() => define(definitions));

  test("forwards and backwards, by any sort and filter, none is lost or repeated", async () => {
    const property = fc.asyncProperty(
      sortKeys,
      fc.constantFrom(...FILTERS),
      fc.integer({ min: 3, max: 40 }),
      async (sort, [filters, where], pageSize) =>
        expectPages({ sort, filters, pageSize }, await oracle(sort, where)),
    );
    const examples = BOOKED_SORTS.map((sort) => [sort, ALL, 7] as [SortKey[], Filter, number]);
    await fc.assert(property, { numRuns: 30, seed: 5, examples });
  });

  test("by any sort and reason, none is lost or repeated", async () => {
    const gates = [...(await explained())];
    const property = fc.asyncProperty(
      sortKeys,
      fc.uniqueArray(fc.constantFrom(...gates), { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 3, max: 40 }),
      async (sort, asked, pageSize) => {
        const ids = asked.flatMap(([, leadIds]) => leadIds);
        const expected = await oracle(sort, `l.id = any ('{${ids}}')`);
        const why = asked.map(([gate]) => gate as WhyFilter);
        await expectPages({ sort, filters: { why }, pageSize }, expected);
      },
    );
    await fc.assert(property, { numRuns: 10, seed: 5 });
  });
});

describe("a page of leads", () => {
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
    const byGate = await explained();
    const elsewhere = ["zone", "state", "holiday", "hours"];
    expect(new Set(byGate.keys())).toEqual(
      new Set(WHY_FILTERS.filter((why) => !elsewhere.includes(why))),
    );
    for (const [gate, ids] of byGate) {
      expect(await select({ why: [gate as WhyFilter] }), gate).toEqual(ids.sort());
    }
  });
});
