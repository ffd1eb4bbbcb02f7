import type { CallQuery } from "@/lib/services/calls/list";

/** Under which keys the pages keep what they have read of calls; the server seeds the same ones. */
export const callKeys = {
  all: ["calls"],
  page: (query: CallQuery) => ["calls", "page", query],
  live: (teamId: string) => ["calls", "live", teamId],
  one: (callId: string) => ["calls", "one", callId],
  ofLead: (leadId: string) => ["calls", "of-lead", leadId],
  /** Not below `all`: it changes with every word, not with every change of a call. */
  progress: (callId: string) => ["call-progress", callId],
} as const;
