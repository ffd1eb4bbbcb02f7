import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsString,
  type SearchParams,
} from "nuqs/server";
import { Constants } from "@/lib/database.types";
import {
  APPOINTMENT_FILTERS,
  CALLBACK_FILTERS,
  CALLED_PATTERN,
  DEFAULT_SORT,
  LEAD_SORTS,
  type LeadCursor,
  type LeadFilters,
  type LeadQuery,
  type LeadSort,
  MAX_SEARCH_LENGTH,
  MAX_SORT_KEYS,
  PAGE_SIZES,
  type PageSize,
  type SortKey,
  WHY_FILTERS,
  ZONE_PATTERN,
} from "@/lib/services/leads/lead-query";
import { US_STATES } from "@/lib/utils/us-states";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_VALUES = 60;

/** Values that the list knows, joined by commas; others, from an old address, are left out. */
function parseAsSome<Value extends string>(isKnown: (value: string) => value is Value) {
  return createParser<Value[]>({
    parse: (text) => {
      const values = [...new Set(text.split(","))].filter(isKnown).slice(0, MAX_VALUES);
      return values.length > 0 ? values : null;
    },
    serialize: (values) => values.join(","),
    eq: (a, b) => a.join() === b.join(),
  });
}

function parseAsOneOf<Value extends string>(isKnown: (value: string) => value is Value) {
  return createParser<Value>({
    parse: (text) => (isKnown(text) ? text : null),
    serialize: (value) => value,
  });
}

function among<Value extends string>(values: readonly Value[]) {
  return (text: string): text is Value => (values as readonly string[]).includes(text);
}

function matching(pattern: RegExp) {
  return (text: string): text is string => pattern.test(text);
}

const parseAsAttempts = createParser<[number, number]>({
  parse: (text) => {
    const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
    return from !== undefined && to !== undefined ? [Number(from), Number(to)] : null;
  },
  serialize: ([from, to]) => `${from}-${to}`,
  eq: (a, b) => a.join() === b.join(),
});

const parseAsSort = createParser<SortKey[]>({
  parse: (text) => {
    const keys = text.split(",").flatMap(readSortKey);
    const unique = keys.filter((key, at) => keys.findIndex(({ by }) => by === key.by) === at);
    return unique.length > 0 ? unique.slice(0, MAX_SORT_KEYS) : null;
  },
  serialize: (keys) =>
    keys.map(({ by, direction }) => (direction === "desc" ? `-${by}` : by)).join(","),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

function readSortKey(text: string): SortKey[] {
  const by = text.replace(/^-/, "");
  const isSort = among(LEAD_SORTS);
  return isSort(by) ? [{ by, direction: text.startsWith("-") ? "desc" : "asc" }] : [];
}

const parseAsSize = createParser<PageSize>({
  parse: (text) => PAGE_SIZES.find((size) => String(size) === text) ?? null,
  serialize: String,
});

const parseAsReview = createParser<true>({
  parse: (text) => (text === "1" ? true : null),
  serialize: () => "1",
});

/** What narrows and orders the list, as it stands in the address and in saved views. */
export const leadViewParsers = {
  status: parseAsSome(among(Constants.public.Enums.lead_status)),
  outcome: parseAsSome(among(Constants.public.Enums.call_outcome)),
  why: parseAsSome(among(WHY_FILTERS)),
  state: parseAsSome(among(Object.keys(US_STATES))),
  zone: parseAsSome(matching(ZONE_PATTERN)),
  list: parseAsSome((text): text is string => text === "none" || UUID.test(text)),
  import: parseAsOneOf(matching(UUID)),
  attempts: parseAsAttempts,
  called: parseAsOneOf(matching(CALLED_PATTERN)),
  callback: parseAsOneOf(among(CALLBACK_FILTERS)),
  appointment: parseAsOneOf(among(APPOINTMENT_FILTERS)),
  review: parseAsReview,
  q: parseAsString,
  sort: parseAsSort,
};

/** The rest of the address: where the page begins and how long it is. */
export const leadPageParsers = {
  after: parseAsOneOf(matching(UUID)),
  before: parseAsOneOf(matching(UUID)),
  size: parseAsSize,
};

export const leadFilterParsers = { ...leadViewParsers, ...leadPageParsers };

export type LeadAddress = inferParserType<typeof leadFilterParsers>;
export type LeadViewAddress = inferParserType<typeof leadViewParsers>;

const FILTERS = [
  "status",
  "outcome",
  "why",
  "state",
  "zone",
  "list",
  "import",
  "attempts",
  "called",
  "callback",
  "appointment",
  "review",
  "search",
] as const satisfies readonly (keyof LeadFilters)[];

export const loadLeadFilters = createLoader(leadFilterParsers);
export const loadLeadView = createLoader(leadViewParsers);

/** The lead whose drawer is open: an id, or `new`. */
export const leadDrawerParser = parseAsString;

const loadLeadDrawer = createLoader({ lead: leadDrawerParser });

/** The lead whose drawer an address opens; undefined for what cannot be one. */
export async function loadOpenLeadId(
  searchParams: Promise<SearchParams>,
): Promise<string | undefined> {
  const { lead } = await loadLeadDrawer(searchParams);
  return lead && UUID.test(lead) ? lead : undefined;
}

/** The filters of an address; what is not set is left out, and so is what is no filter. */
export function toLeadFilters(address: LeadViewAddress): LeadFilters {
  const search = address.q?.trim().slice(0, MAX_SEARCH_LENGTH);
  const all = { ...address, search: search === "" ? null : search };
  return Object.fromEntries(
    FILTERS.map((name) => [name, all[name]]).filter(([, value]) => value != null),
  );
}

/** What to write into the address for filters; those that are not set are taken out of it. */
export function toAddress(filters: LeadFilters): Omit<LeadViewAddress, "sort"> {
  return {
    status: filters.status ?? null,
    outcome: filters.outcome ?? null,
    why: filters.why ?? null,
    state: filters.state ?? null,
    zone: filters.zone ?? null,
    list: filters.list ?? null,
    import: filters.import ?? null,
    attempts: filters.attempts ?? null,
    called: filters.called ?? null,
    callback: filters.callback ?? null,
    appointment: filters.appointment ?? null,
    review: filters.review ?? null,
    q: filters.search ?? null,
  };
}

/** The query that belongs to an address, whatever stands in it. */
export function toLeadQuery(
  teamId: string,
  address: LeadAddress,
  pageSize: PageSize = PAGE_SIZES[0],
): LeadQuery {
  return {
    teamId,
    filters: toLeadFilters(address),
    sort: address.sort ?? [DEFAULT_SORT],
    cursor: toCursor(address),
    pageSize: address.size ?? pageSize,
  };
}

function toCursor({ after, before }: Pick<LeadAddress, "after" | "before">): LeadCursor | null {
  if (after) return { side: "after", leadId: after };
  return before ? { side: "before", leadId: before } : null;
}

/** The direction that a column is first sorted in: text from A, times and counts from the latest and largest. */
export function firstDirection(sort: LeadSort): "asc" | "desc" {
  return /_at$|attempts$/.test(sort) ? "desc" : "asc";
}
