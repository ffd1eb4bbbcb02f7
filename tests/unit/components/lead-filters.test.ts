import { describe, expect, test } from "vitest";
import {
  loadLeadFilters,
  loadLeadView,
  toAddress,
  toLeadFilters,
  toLeadQuery,
} from "@/components/lead-table/lead-filters";
import { DEFAULT_SORT } from "@/lib/services/leads/lead-query";
import { leadQuerySchema } from "@/lib/services/leads/lead-query-schema";

const TEAM_ID = "11111111-1111-4111-8111-111111111111";
const LEAD_ID = "22222222-2222-4222-8222-222222222222";

function queryOf(address: string) {
  return toLeadQuery(TEAM_ID, loadLeadFilters(new URLSearchParams(address)));
}

describe("the address of a list", () => {
  test("without words shows the newest leads", () => {
    expect(queryOf("")).toEqual({
      teamId: TEAM_ID,
      filters: {},
      sort: [DEFAULT_SORT],
      cursor: null,
      pageSize: 50,
    });
  });

  test("says every filter, sort and page", () => {
    const query = queryOf(
      `status=pending,calling&outcome=voicemail&why=hours,due&state=AL,GA&zone=America/Chicago&list=none,${LEAD_ID}` +
        `&import=${LEAD_ID}&attempts=0-2&called=within-7&callback=due&appointment=none&review=1&q=+cool+air+` +
        `&sort=-last_called_at,company_name&after=${LEAD_ID}&size=200`,
    );
    expect(query).toEqual({
      teamId: TEAM_ID,
      filters: {
        status: ["pending", "calling"],
        outcome: ["voicemail"],
        why: ["hours", "due"],
        state: ["AL", "GA"],
        zone: ["America/Chicago"],
        list: ["none", LEAD_ID],
        import: LEAD_ID,
        attempts: [0, 2],
        called: "within-7",
        callback: "due",
        appointment: "none",
        review: true,
        search: "cool air",
      },
      sort: [
        { by: "last_called_at", direction: "desc" },
        { by: "company_name", direction: "asc" },
      ],
      cursor: { side: "after", leadId: LEAD_ID },
      pageSize: 200,
    });
    expect(leadQuerySchema.parse(query)).toEqual(query);
  });

  test.each([
    "status=gone&why=moon&state=ZZ,&list=x&import=1&attempts=3&called=soon&callback=1&appointment=x&review=2&q=++",
    "sort=-secret,phone;drop&after=1&before=x&size=7",
    `called=within-0&zone='&q=${"x".repeat(500)}&sort=phone,-phone,city,state,email`,
  ])("that nobody wrote is read as far as it makes sense: %s", (address) => {
    expect(leadQuerySchema.safeParse(queryOf(address)).success).toBe(true);
  });

  test("keeps its filters when they are written back", () => {
    const address = loadLeadView(new URLSearchParams("status=pending&attempts=1-1&q=air&review=1"));
    const filters = toLeadFilters(address);
    expect(toLeadFilters({ ...toAddress(filters), sort: null })).toEqual(filters);
  });
});
