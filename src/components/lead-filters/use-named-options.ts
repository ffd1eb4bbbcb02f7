"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { askService } from "@/lib/browser-db";
import { formatTime } from "@/lib/utils/format-time";
import type { NamedOptions } from "./filter-words";

export const listsKey = (teamId: string) => ["lead-lists", teamId];

const importsKey = (teamId: string) => ["import-names", teamId];

/** The team's lists. */
export function useLeadLists(teamId: string, isWanted = true) {
  return useQuery({
    queryKey: listsKey(teamId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/lists"),
        ({ listLeadLists }, db) => listLeadLists({ db }, { teamId }),
      ),
    enabled: isWanted,
  });
}

/** The lists and imports that one can filter by; asked for when they are wanted. */
export function useNamedOptions(teamId: string, isWanted: boolean): NamedOptions {
  const zone = useViewerZone() ?? "UTC";
  const lists = useLeadLists(teamId, isWanted);
  const imports = useQuery({
    queryKey: importsKey(teamId),
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/lists"),
        ({ listImportNames }, db) => listImportNames({ db }, { teamId }),
      ),
    enabled: isWanted,
  });
  return useMemo(
    () => ({
      list: [
        ...(lists.data ?? []).map(({ id, name }) => ({ value: id, name })),
        { value: "none", name: "On no list" },
      ],
      import: (imports.data ?? []).map(({ id, fileName, importedAt }) => ({
        value: id,
        name: `${fileName}, ${formatTime(new Date(importedAt), zone, "short")}`,
      })),
    }),
    [lists.data, imports.data, zone],
  );
}
