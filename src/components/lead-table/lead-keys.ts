import type { LeadQuery } from "@/lib/services/leads/list";

/** Under which keys the pages keep what they have read of leads; the server seeds the same ones. */
export const leadKeys = {
  all: ["leads"],
  page: (query: LeadQuery) => ["leads", "page", query],
  one: (leadId: string) => ["leads", "one", leadId],
} as const;

export const overviewKey = (teamId: string) => ["automation-overview", teamId];
