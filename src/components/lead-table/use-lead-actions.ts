"use client";

import { useMemo } from "react";
import { toast } from "sonner";
import { markNotInterestedAction, requeueLeadAction } from "@/app/(desk)/leads/actions";
import type { LeadRow } from "@/lib/services/leads/list";
import { type ActionOutcome, runAction } from "@/lib/utils/action-result";
import type { LeadRowActions } from "./lead-row-menu";

interface Callbacks {
  readonly onOpen: (leadId: string) => void;
  readonly onDelete: (leads: readonly LeadRow[]) => void;
  readonly onChanged: () => void;
}

/** What the row menu does. */
export function useLeadActions({ onOpen, onDelete, onChanged }: Callbacks): LeadRowActions {
  return useMemo(() => {
    const tell = (result: ActionOutcome<unknown>, done: string) => {
      if (result.isOk) toast.success(done);
      else toast.error(result.message);
      onChanged();
    };
    return {
      open: onOpen,
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
  }, [onOpen, onDelete, onChanged]);
}
