import type { Enums } from "../../database.types";
import type { DialGate } from "../../utils/gate-sentences";

/** The columns that the table can be sorted by. */
export const LEAD_SORTS = [
  "company_name",
  "contact_name",
  "phone",
  "email",
  "status",
  "last_outcome",
  "call_attempts",
  "last_called_at",
  "callback_at",
  "appointment_at",
  "city",
  "state",
  "timezone",
  "created_at",
  "updated_at",
] as const;

export type LeadSort = (typeof LEAD_SORTS)[number];

export interface SortKey {
  readonly by: LeadSort;
  readonly direction: "asc" | "desc";
}

/** More keys than these tell nobody anything. */
export const MAX_SORT_KEYS = 3;

/** A list without a stated order shows the newest leads first. */
export const DEFAULT_SORT: SortKey = { by: "created_at", direction: "desc" };

/** Reasons for which a pending lead waits, or `due`: none of them holds it. The gates of the whole team are left out. */
export const WHY_FILTERS = [
  "due",
  "review",
  "suppression",
  "consent",
  "zone",
  "state",
  "attempts",
  "callback",
  "retry",
  "number_limit",
  "gap",
  "holiday",
  "hours",
] as const satisfies readonly (DialGate | "due")[];

export type WhyFilter = (typeof WHY_FILTERS)[number];

export const CALLBACK_FILTERS = ["due", "upcoming", "any"] as const;
export const APPOINTMENT_FILTERS = ["upcoming", "past", "any", "none"] as const;

/** `never`, `within-7` (called in the last 7 days), `before-30` (called, but not in the last 30 days). */
export const CALLED_PATTERN = /^(never|(within|before)-[1-9][0-9]{0,3})$/;

/** An IANA zone, or `none`: the zone is not known. */
export const ZONE_PATTERN = /^[A-Za-z0-9_/+-]{3,40}$/;

export const MAX_SEARCH_LENGTH = 200;

export const PAGE_SIZES = [50, 100, 200] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/**
 * What a list of leads is narrowed to. The same words stand in the address of the page, in saved views and in what the
 * database is asked. Several values of one filter mean any of them; several filters mean all of them.
 */
export interface LeadFilters {
  status?: Enums<"lead_status">[] | undefined;
  outcome?: Enums<"call_outcome">[] | undefined;
  why?: WhyFilter[] | undefined;
  /** Two letters each. */
  state?: string[] | undefined;
  zone?: string[] | undefined;
  /** Ids of lists, or `none`: on no list. */
  list?: string[] | undefined;
  import?: string | undefined;
  /** From and to, both included. */
  attempts?: [number, number] | undefined;
  called?: string | undefined;
  callback?: (typeof CALLBACK_FILTERS)[number] | undefined;
  appointment?: (typeof APPOINTMENT_FILTERS)[number] | undefined;
  /** Waits for a person's decision. */
  review?: true | undefined;
  /** Words that company, contact, phone or e-mail hold, all of them. */
  search?: string | undefined;
}

/**
 * Where a page begins: after or before a lead in the order of the sort. By its id alone, so that no address of the page
 * holds a name. A lead that is gone means the first page.
 */
export interface LeadCursor {
  side: "after" | "before";
  leadId: string;
}

export interface LeadQuery {
  teamId: string;
  filters: LeadFilters;
  sort: SortKey[];
  cursor: LeadCursor | null;
  pageSize: number;
}

/** What a bulk action or an export is about: chosen rows, or everything that passes the filters but a few. */
export type LeadSelection =
  | { kind: "ids"; leadIds: string[] }
  | { kind: "all"; filters: LeadFilters; except: string[] };
