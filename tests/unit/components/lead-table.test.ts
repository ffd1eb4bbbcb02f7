import { describe, expect, test } from "vitest";
import {
  loadLeadFilters,
  toAddress,
  toLeadFilters,
  toLeadQuery,
} from "@/components/lead-table/lead-filters";
import {
  DEFAULT_LAYOUT,
  parseLayout,
  readLayout,
  serializeLayout,
  withColumnBefore,
  withVisibility,
  withWidth,
} from "@/components/lead-table/lead-layout";
import {
  allOf,
  isSelected,
  rangeOf,
  withLeads,
  withToggled,
} from "@/components/lead-table/lead-selection";
import { isMoving, readChanges } from "@/components/lead-table/live-changes";
import { withAlso, withOnly } from "@/components/lead-table/sort-keys";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import type { LeadRow } from "@/lib/services/leads/list";

const TEAM = "11111111-1111-4111-8111-111111111111";
const LEAD = "22222222-2222-4222-8222-222222222222";

async function addressOf(search: string) {
  return loadLeadFilters(new URLSearchParams(search));
}

describe("the address of the list", () => {
  const filters: LeadFilters = {
    status: ["pending", "calling"],
    outcome: ["voicemail"],
    why: ["hours", "due"],
    state: ["AL", "GA"],
    zone: ["America/Chicago", "none"],
    list: [LEAD, "none"],
    import: LEAD,
    attempts: [0, 2],
    called: "within-7",
    callback: "due",
    appointment: "upcoming",
    review: true,
    search: "ace air",
  };

  test("holds every filter and gives it back", async () => {
    const address = toAddress(filters);
    const search = new URLSearchParams({
      status: "pending,calling",
      outcome: "voicemail",
      why: "hours,due",
      state: "AL,GA",
      zone: "America/Chicago,none",
      list: `${LEAD},none`,
      import: LEAD,
      attempts: "0-2",
      called: "within-7",
      callback: "due",
      appointment: "upcoming",
      review: "1",
      q: "ace air",
    });
    const read = await addressOf(String(search));
    expect(toLeadFilters(read)).toEqual(filters);
    expect(address).toMatchObject({ q: "ace air", review: true, attempts: [0, 2] });
  });

  test("leaves out what it does not know", async () => {
    const search =
      "status=gone,pending&state=XX&zone=%27;drop&attempts=x&called=ever&sort=secret,-email&size=7&after=1&why=nothing";
    const read = await addressOf(search);
    expect(toLeadQuery(TEAM, read)).toEqual({
      teamId: TEAM,
      filters: { status: ["pending"] },
      sort: [{ by: "email", direction: "desc" }],
      cursor: null,
      pageSize: 50,
    });
  });

  test("says where the page begins by a lead's id alone", async () => {
    expect(toLeadQuery(TEAM, await addressOf(`before=${LEAD}&size=200`))).toMatchObject({
      cursor: { side: "before", leadId: LEAD },
      pageSize: 200,
    });
  });
});

describe("sort keys", () => {
  test("a click sorts by one column and turns it round", () => {
    const once = withOnly([], "company_name");
    expect(once).toEqual([{ by: "company_name", direction: "asc" }]);
    expect(withOnly(once, "company_name")).toEqual([{ by: "company_name", direction: "desc" }]);
    expect(withOnly(once, "last_called_at")).toEqual([{ by: "last_called_at", direction: "desc" }]);
  });

  test("with Shift a column is added, turned round, and taken out", () => {
    const one = withOnly([], "status");
    const two = withAlso(one, "company_name");
    expect(two.map(({ by }) => by)).toEqual(["status", "company_name"]);
    const turned = withAlso(two, "company_name");
    expect(turned[1]).toEqual({ by: "company_name", direction: "desc" });
    expect(withAlso(turned, "company_name")).toEqual(one);
  });

  test("three keys are the most", () => {
    const four = ["status", "state", "city", "email"] as const;
    const keys = four.reduce(withAlso, [] as ReturnType<typeof withAlso>);
    expect(keys.map(({ by }) => by)).toEqual(["state", "city", "email"]);
  });
});

describe("the layout", () => {
  test("comes back from its cookie as it was", () => {
    const layout = withVisibility(
      withWidth(withColumnBefore(DEFAULT_LAYOUT, "email", "phone"), "email", 333),
      "timezone",
      true,
    );
    expect(parseLayout(serializeLayout({ ...layout, density: "compact", pageSize: 200 }))).toEqual({
      ...layout,
      density: "compact",
      pageSize: 200,
    });
  });

  test("is the usual one where the cookie is missing, old or forged", () => {
    expect(parseLayout(undefined)).toEqual(DEFAULT_LAYOUT);
    expect(parseLayout("x")).toEqual(DEFAULT_LAYOUT);
    const forged = parseLayout("c7:__proto__.1,email.99999,email.1,gone.5,-company_name.1");
    expect(forged.pageSize).toBe(50);
    expect(forged.columns).toHaveLength(DEFAULT_LAYOUT.columns.length);
    expect(forged.columns[0]).toEqual({ id: "company_name", width: 64, isHidden: false });
    expect(forged.columns[1]?.id).toBe("email");
    expect(readLayout({ text: 5 })).toBeUndefined();
  });

  test("keeps the company first and shown", () => {
    expect(withColumnBefore(DEFAULT_LAYOUT, "company_name", "email")).toBe(DEFAULT_LAYOUT);
    expect(withColumnBefore(DEFAULT_LAYOUT, "email", "company_name")).toBe(DEFAULT_LAYOUT);
    expect(withVisibility(DEFAULT_LAYOUT, "company_name", false)).toBe(DEFAULT_LAYOUT);
  });
});

describe("the selection", () => {
  test("keeps rows of other pages, takes ranges, and leaves rows out of all", () => {
    const some = withLeads(withToggled(null, "a"), ["b", "c"], true);
    expect(some).toEqual({ kind: "ids", leadIds: ["a", "b", "c"] });
    expect(withLeads(some, ["a", "b", "c"], false)).toBeNull();
    expect(rangeOf(["a", "b", "c", "d"], "d", "b")).toEqual(["b", "c", "d"]);
    expect(rangeOf(["a", "b"], "elsewhere", "b")).toEqual(["b"]);
    const all = withToggled(allOf({ state: ["AL"] }), "b");
    expect(isSelected(all, "a")).toBe(true);
    expect(isSelected(all, "b")).toBe(false);
    expect(isSelected(withToggled(all, "b"), "b")).toBe(true);
  });
});

describe("changes by others", () => {
  const row = {
    id: "a",
    status: "pending",
    review_reason: null,
    call_attempts: 0,
    last_outcome: null,
    last_called_at: null,
    callback_at: null,
    updated_at: "2026-01-01T00:00:00Z",
  } as unknown as LeadRow;
  const query = { filters: {}, sort: [{ by: "company_name", direction: "asc" } as const] };
  const update = (changes: object) => ({
    topic: "leads" as const,
    op: "UPDATE" as const,
    count: 1,
    ids: ["a"],
    rows: [{ ...row, ...changes, updated_at: "2026-01-02T00:00:00Z" }],
  });
  const nothing = { staleIds: [], isAllStale: false, goneIds: [], movedIds: [], movedCount: 0 };

  test("a call moves nothing in a list by name, and is told by the message alone", () => {
    expect(readChanges([update({ status: "calling" })], [row], query)).toEqual(nothing);
  });

  test("an edit that the message does not tell is read again, for this row", () => {
    expect(readChanges([update({})], [row], query)).toEqual({ ...nothing, staleIds: ["a"] });
  });

  test("in a list by what calls change it is counted, whether the lead is shown or not", () => {
    const byStatus = { ...query, filters: { status: ["pending" as const] } };
    expect(isMoving(byStatus)).toBe(true);
    const changes = [update({ status: "calling" }), { ...update({}), ids: ["b"], rows: [] }];
    expect(readChanges(changes, [row], byStatus).movedIds).toEqual(["a", "b"]);
  });

  test("new and deleted leads are counted; a deleted one that is shown is marked", () => {
    const insert = { topic: "leads", op: "INSERT", count: 1, ids: ["n"] } as const;
    const gone = { topic: "leads", op: "DELETE", count: 1, ids: ["a"] } as const;
    expect(readChanges([insert, gone], [row], query)).toEqual({
      ...nothing,
      goneIds: ["a"],
      movedIds: ["n", "a"],
    });
  });

  test("many at once make all rows stale", () => {
    const many = { topic: "leads", op: "UPDATE", count: 900, ids: null } as const;
    expect(readChanges([many], [row], query)).toMatchObject({ isAllStale: true, movedCount: 900 });
  });
});
