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
  one: (leadId: string) => ["leads", "one", leadId],
} as const;

export const overviewKey = (teamId: string) => ["automation-overview", teamId];
