import {
  LEAD_SORTS,
  type LeadFilters,
  type SortKey,
  WHY_FILTERS,
} from "@/lib/services/leads/lead-query";
import type { SeededList } from "./seed";

/** What a page asks for. */
export interface Question {
  readonly name: string;
  readonly filters: LeadFilters;
  readonly sort: SortKey[];
  /** Beside the plain query, which takes seconds. */
  readonly isCompared?: boolean;
}

const NEWEST: SortKey[] = [{ by: "created_at", direction: "desc" }];

const SEARCHES = [
  "heating",
  "air",
  "walker",
  "zenith",
  "maria garcia",
  "sterling morgan refrigeration",
  "ma",
  "200055512",
  "(200) 012-3456",
  "joe77777@",
  "nobody has this",
];

/** Every filter that the page offers, values that most leads have and values that few have. */
function filtersOf({ listId, importId }: SeededList): readonly (readonly [string, LeadFilters])[] {
  return [
    ["status pending", { status: ["pending"] }],
    ["status calling", { status: ["calling"] }],
    ["status scheduled", { status: ["scheduled"] }],
    ["status two", { status: ["no_answer", "not_interested"] }],
    ["outcome voicemail", { outcome: ["voicemail"] }],
    ["outcome bad number", { outcome: ["bad_number"] }],
    ["state CA", { state: ["CA"] }],
    ["state WY", { state: ["WY"] }],
    ["state two", { state: ["AL", "GA"] }],
    ["zone New York", { zone: ["America/New_York"] }],
    ["zone Anchorage", { zone: ["America/Anchorage"] }],
    ["zone none", { zone: ["none"] }],
    ["list", { list: [listId] }],
    ["list none", { list: ["none"] }],
    ["import", { import: importId }],
    ["attempts 0", { attempts: [0, 0] }],
    ["attempts 2-3", { attempts: [2, 3] }],
    ["attempts 9", { attempts: [9, 99] }],
    ["called never", { called: "never" }],
    ["called within 1", { called: "within-1" }],
    ["called before 20", { called: "before-20" }],
    ["callback due", { callback: "due" }],
    ["callback upcoming", { callback: "upcoming" }],
    ["appointment upcoming", { appointment: "upcoming" }],
    ["callback any", { callback: "any" }],
    ["appointment past", { appointment: "past" }],
    ["appointment any", { appointment: "any" }],
    ["appointment none", { appointment: "none" }],
    ["review", { review: true }],
    ...WHY_FILTERS.map((why): readonly [string, LeadFilters] => [`why ${why}`, { why: [why] }]),
    ...SEARCHES.map((search): readonly [string, LeadFilters] => [`search "${search}"`, { search }]),
    ["pending in CA", { status: ["pending"], state: ["CA"] }],
    ["CA in Los Angeles", { state: ["CA"], zone: ["America/Los_Angeles"] }],
    ["scheduled and booked", { status: ["scheduled"], outcome: ["booked"] }],
    ["scheduled in WY", { status: ["scheduled"], state: ["WY"] }],
    ["heating in TX never called", { search: "heating", state: ["TX"], called: "never" }],
    ["callback or retry", { why: ["callback", "retry"] }],
    ["due in CA", { why: ["due"], state: ["CA"] }],
  ];
}

const MULTI_SORTS: readonly (readonly [string, SortKey[]])[] = [
  ["status, company", keys("status", "company_name")],
  ["status, -last called", keys("status", "-last_called_at")],
  ["state, city, company", keys("state", "city", "company_name")],
  ["-attempts, -last called", keys("-call_attempts", "-last_called_at")],
  ["outcome, contact", keys("last_outcome", "contact_name")],
  ["zone, -created", keys("timezone", "-created_at")],
  ["city, company", keys("city", "company_name")],
  ["company, contact", keys("company_name", "contact_name")],
  ["-appointment, company", keys("-appointment_at", "company_name")],
  ["status, appointment", keys("status", "appointment_at")],
];

function keys(...texts: readonly string[]): SortKey[] {
  return texts.map((text) => ({
    by: text.replace("-", "") as SortKey["by"],
    direction: text.startsWith("-") ? "desc" : "asc",
  }));
}

/** Every sort alone, every filter under the usual sort and by name, and combinations that people make. */
export function questionsOf(seeded: SeededList): Question[] {
  const filters = filtersOf(seeded);
  const sorts = LEAD_SORTS.flatMap((by) => [keys(by), keys(`-${by}`)]);
  return [
    ...sorts.map((sort) => ({ name: `sort ${nameOf(sort)}`, filters: {}, sort, isCompared: true })),
    ...MULTI_SORTS.map(([name, sort]) => ({ name: `sort ${name}`, filters: {}, sort })),
    ...filters.map(([name, filter]) => ({ name, filters: filter, sort: NEWEST, isCompared: true })),
    ...filters.map(([name, filter]) => ({
      name: `${name} by company`,
      filters: filter,
      sort: keys("company_name"),
    })),
    ...filters.map(([name, filter]) => ({
      name: `${name} by last called`,
      filters: filter,
      sort: keys("-last_called_at"),
    })),
    ...MULTI_SORTS.slice(0, 2).flatMap(([name, sort]) =>
      filters.slice(0, 16).map(([filterName, filter]) => ({
        name: `${filterName} by ${name}`,
        filters: filter,
        sort,
      })),
    ),
  ];
}

function nameOf(sort: readonly SortKey[]): string {
  return sort.map(({ by, direction }) => (direction === "desc" ? `-${by}` : by)).join(", ");
}
