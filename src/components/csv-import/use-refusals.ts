"use client";

import { useQuery } from "@tanstack/react-query";
import { listRefusalsAction } from "@/app/(desk)/leads/import/actions";
import type { ImportRefusal } from "@/lib/services/imports/schema";
import { runAction } from "@/lib/utils/action-result";

/** The first rows of an import that made no lead; undefined until they are there. */
export function useRefusals(importId: string): readonly ImportRefusal[] | undefined {
  const { data } = useQuery({
    queryKey: ["import-refusals", importId],
    queryFn: async () => {
      const result = await runAction(listRefusalsAction({ importId }));
      if (!result.isOk) throw new Error(result.message);
      return result.data;
    },
  });
  return data;
}
