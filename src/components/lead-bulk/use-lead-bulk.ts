"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { toast } from "@/components/ui/toast";
import type { LeadAction } from "@/lib/services/leads/lead-action";
import type { LeadSelection } from "@/lib/services/leads/lead-query";

export interface LeadBulk {
  /** Does something to leads, with a toast and Undo; resolves when it is over. */
  readonly run: (
    selection: LeadSelection,
    action: LeadAction,
    options?: { readonly listName?: string | undefined },
  ) => Promise<void>;
  readonly refresh: () => void;
}

/** How many leads can be chosen one by one, as the server takes them. */
const MAX_CHOSEN = 1000;

export const actionLogKey = (teamId: string) => ["lead-actions", teamId];

/** For the bar below the selection, the menu of a row and the drawer alike. */
export function useLeadBulk(): LeadBulk {
  const client = useQueryClient();
  const refresh = useCallback(() => {
    for (const queryKey of [leadKeys.all, ["automation-overview"], ["lead-actions"]]) {
      void client.invalidateQueries({ queryKey });
    }
  }, [client]);
  return useMemo(
    () => ({
      refresh,
      run: async (selection, action, options) => {
        if (selection.kind === "ids" && selection.leadIds.length > MAX_CHOSEN) {
          toast.error("At most 1,000 leads can be chosen one by one", {
            description: "Filter for them and select all that match.",
          });
          return;
        }
        const { startAction } = await import("./action-runner");
        await startAction({ selection, action, ...options, onChanged: refresh });
      },
    }),
    [refresh],
  );
}
