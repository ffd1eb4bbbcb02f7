import type { LeadRow } from "@/lib/services/leads/list";

/** What can be done with one lead from its row. */
export interface LeadRowActions {
  readonly open: (leadId: string) => void;
  readonly callNow: (lead: LeadRow) => void;
  readonly requeue: (lead: LeadRow) => void;
  readonly markNotInterested: (lead: LeadRow) => void;
  readonly putOnList: (lead: LeadRow, list: { readonly id: string | null; name?: string }) => void;
  readonly askToAttest: (lead: LeadRow) => void;
  readonly askToSuppress: (lead: LeadRow) => void;
  readonly remove: (lead: LeadRow) => void;
}
