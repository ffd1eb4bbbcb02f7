import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import {
  LEAD_SORTS,
  LEAD_STATUS_FILTERS,
  type LeadQuery,
  type LeadSort,
} from "@/lib/services/leads/list";

/** What the leads page keeps in its address. */
export const leadFilterParsers = {
  status: parseAsStringLiteral(LEAD_STATUS_FILTERS),
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(LEAD_SORTS).withDefault("created_at"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};

export type LeadFilters = inferParserType<typeof leadFilterParsers>;

export const loadLeadFilters = createLoader(leadFilterParsers);

/** The lead whose drawer is open: an id, or `new`. */
export const leadDrawerParser = parseAsString;

const PAGE_SIZE = 50;

/** The query that belongs to an address, whatever stands in it. */
export function toLeadQuery(teamId: string, filters: LeadFilters): LeadQuery {
  return {
    teamId,
    status: filters.status,
    search: filters.q.slice(0, 200),
    sort: filters.sort,
    direction: filters.dir,
    page: Math.min(Math.max(filters.page, 1), 1_000_000),
    pageSize: PAGE_SIZE,
  };
}

/** The direction that a column is first sorted in: text from A, times and counts from the latest and largest. */
export function firstDirection(sort: LeadSort): "asc" | "desc" {
  return /_at$|attempts$/.test(sort) ? "desc" : "asc";
}
