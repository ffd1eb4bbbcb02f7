"use client";

import { useMemo } from "react";
import { toast } from "sonner";
import { markNotInterestedAction, requeueLeadAction } from "@/app/(desk)/leads/actions";
import type { LeadRow } from "@/lib/services/leads/list";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import type { LeadRowActions } from "./lead-row-menu";

interface Callbacks {
  readonly onOpen: (leadId: string) => void;
  readonly onAttest: (leads: readonly LeadRow[]) => void;
  readonly onSuppress: (leads: readonly LeadRow[]) => void;
  readonly onDelete: (leads: readonly LeadRow[]) => void;
  readonly onChanged: () => void;
}

/** What the row menu does. */
export function useLeadActions(callbacks: Callbacks): LeadRowActions {
  const { onOpen, onAttest, onSuppress, onDelete, onChanged } = callbacks;
  return useMemo(() => {
    const tell = (result: ActionOutcome<unknown>, done: string) => {
      if (result.isOk) toast.success(done);
      else toast.error(result.message);
      onChanged();
    };
    return {
      open: onOpen,
      askToAttest: onAttest,
      askToSuppress: onSuppress,
      askToDelete: onDelete,
      requeue: async (lead) => {
        const result = await runAction(requeueLeadAction({ leadId: lead.id }));
        tell(result, `${lead.company_name} is back in the queue`);
      },
      markNotInterested: async (lead) => {
        const result = await runAction(markNotInterestedAction({ leadId: lead.id }));
        tell(result, `${lead.company_name} is marked not interested`);
      },
    };
  }, [onOpen, onAttest, onSuppress, onDelete, onChanged]);
}
