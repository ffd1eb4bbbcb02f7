"use client";

import { useQuery } from "@tanstack/react-query";
import { listRefusalsAction } from "@/app/(desk)/leads/import/actions";
import { runAction } from "@/lib/utils/action-result";

/** The first rows of an import that made no lead, and the columns of its file. */
export function useRefusals(importId: string) {
  return useQuery({
    queryKey: ["import-refusals", importId],
    queryFn: async () => {
      const result = await runAction(listRefusalsAction({ importId }));
      if (!result.isOk) throw new Error(result.message);
      return result.data;
    },
  });
}
