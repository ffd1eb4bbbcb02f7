import { z } from "zod";
import { Constants } from "../../database.types";
import { US_STATES } from "../../utils/us-states";
import {
  APPOINTMENT_FILTERS,
  CALLBACK_FILTERS,
  CALLED_PATTERN,
  LEAD_SORTS,
  MAX_SEARCH_LENGTH,
  MAX_SORT_KEYS,
  WHY_FILTERS,
  ZONE_PATTERN,
} from "./lead-query";

/** Several values of one filter mean any of them; several filters mean all of them. */
export const leadFiltersSchema = z.object({
  status: z.array(z.enum(Constants.public.Enums.lead_status)).max(5).optional(),
  outcome: z.array(z.enum(Constants.public.Enums.call_outcome)).max(20).optional(),
  why: z.array(z.enum(WHY_FILTERS)).max(20).optional(),
  state: z
    .array(z.enum(Object.keys(US_STATES) as [string, ...string[]]))
    .max(60)
    .optional(),
  zone: z.array(z.string().regex(ZONE_PATTERN)).max(30).optional(),
  list: z
    .array(z.union([z.uuid(), z.literal("none")]))
    .max(30)
    .optional(),
  import: z.uuid().optional(),
  attempts: z.tuple([z.int().min(0).max(99), z.int().min(0).max(99)]).optional(),
  called: z.string().regex(CALLED_PATTERN).optional(),
  callback: z.enum(CALLBACK_FILTERS).optional(),
  appointment: z.enum(APPOINTMENT_FILTERS).optional(),
  review: z.literal(true).optional(),
  search: z.string().trim().min(1).max(MAX_SEARCH_LENGTH).optional(),
});

export const sortKeysSchema = z
  .array(z.object({ by: z.enum(LEAD_SORTS), direction: z.enum(["asc", "desc"]) }))
  .max(MAX_SORT_KEYS);

export const leadQuerySchema = z.object({
  teamId: z.uuid(),
  filters: leadFiltersSchema,
  sort: sortKeysSchema,
  cursor: z.object({ side: z.enum(["after", "before"]), leadId: z.uuid() }).nullable(),
  pageSize: z.int().min(1).max(1000),
});

export const leadSelectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), leadIds: z.array(z.uuid()).min(1).max(1000) }),
  z.object({
    kind: z.literal("all"),
    filters: leadFiltersSchema,
    except: z.array(z.uuid()).max(1000),
  }),
]);
