import { z } from "zod";
import { Constants } from "../database.types";
import { DIAL_GATES } from "./gate-sentences";
import { US_STATES } from "./us-states";

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

/** Reasons for which a pending lead waits, or `due`: none of them holds it. The gates of the whole team are left out. */
export const WHY_FILTERS = [
  "due",
  ...DIAL_GATES.filter(
    (gate) => !["status", "automation", "provider", "spend", "concurrency"].includes(gate),
  ),
] as const;

/** `never`, `within-7` (called in the last 7 days), `before-30` (called, but not in the last 30 days). */
const CALLED = /^(never|(within|before)-[1-9][0-9]{0,3})$/;

/**
 * What a list of leads is narrowed to. The same words stand in the address of the page, in saved views and in what the
 * database is asked. Several values of one filter mean any of them; several filters mean all of them.
 */
export const leadFiltersSchema = z.object({
  status: z.array(z.enum(Constants.public.Enums.lead_status)).max(5).optional(),
  outcome: z.array(z.enum(Constants.public.Enums.call_outcome)).max(20).optional(),
  why: z
    .array(z.enum(WHY_FILTERS as [string, ...string[]]))
    .max(20)
    .optional(),
  state: z
    .array(z.enum(Object.keys(US_STATES) as [string, ...string[]]))
    .max(60)
    .optional(),
  /** IANA zones, or `none`: the zone is not known. */
  zone: z
    .array(z.string().regex(/^[A-Za-z_/+-]{3,40}$/))
    .max(30)
    .optional(),
  /** Ids of lists, or `none`: on no list. */
  list: z
    .array(z.union([z.uuid(), z.literal("none")]))
    .max(30)
    .optional(),
  import: z.uuid().optional(),
  /** From and to, both included. */
  attempts: z.tuple([z.int().min(0).max(99), z.int().min(0).max(99)]).optional(),
  called: z.string().regex(CALLED).optional(),
  callback: z.enum(["due", "upcoming", "any"]).optional(),
  appointment: z.enum(["upcoming", "past", "any", "none"]).optional(),
  /** Waits for a person's decision. */
  review: z.literal(true).optional(),
  /** Words that company, contact, phone or e-mail hold, all of them. */
  search: z.string().trim().min(1).max(200).optional(),
});

export type LeadFilters = z.output<typeof leadFiltersSchema>;

export const PAGE_SIZES = [50, 100, 200] as const;

export const leadQuerySchema = z.object({
  teamId: z.uuid(),
  filters: leadFiltersSchema,
  sort: z
    .array(z.object({ by: z.enum(LEAD_SORTS), direction: z.enum(["asc", "desc"]) }))
    .max(MAX_SORT_KEYS),
  /**
   * Where the page begins: after or before this lead in the order of the sort. By its id alone, so that no address of
   * the page holds a name. A lead that is gone means the first page.
   */
  cursor: z.object({ side: z.enum(["after", "before"]), leadId: z.uuid() }).nullable(),
  pageSize: z.int().min(1).max(1000),
});

export type LeadQuery = z.output<typeof leadQuerySchema>;

/** A list without a stated order shows the newest leads first. */
export const DEFAULT_SORT: SortKey = { by: "created_at", direction: "desc" };

/** What a bulk action or an export is about: chosen rows, or everything that passes the filters but a few. */
export const leadSelectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), leadIds: z.array(z.uuid()).min(1).max(1000) }),
  z.object({
    kind: z.literal("all"),
    filters: leadFiltersSchema,
    except: z.array(z.uuid()).max(1000),
  }),
]);

export type LeadSelection = z.output<typeof leadSelectionSchema>;
