import type { LeadFilters, LeadQuery } from "@/lib/services/leads/lead-query";

/** Under which keys the pages keep what they have read of leads; the server seeds the same ones. */
export const leadKeys = {
  all: ["leads"],
  pages: ["leads", "page"],
  page: (query: LeadQuery) => ["leads", "page", query],
  count: (input: { readonly teamId: string; readonly filters: LeadFilters }) => [
    "leads",
    "count",
    input,
  ],
  /** What those below begin with as well. */
  one: (leadId: string) => ["leads", "one", leadId],
  fields: (leadId: string) => ["leads", "one", leadId, "fields"],
  record: (leadId: string) => ["leads", "one", leadId, "record"],
  timeline: (leadId: string) => ["leads", "one", leadId, "timeline"],
  appointments: (leadId: string) => ["leads", "one", leadId, "appointments"],
} as const;

export const overviewKey = (teamId: string) => ["automation-overview", teamId];
