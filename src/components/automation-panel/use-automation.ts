"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { overviewKey } from "@/components/lead-table/lead-keys";
import { useAutomationOverview } from "@/components/lead-table/use-leads";
import { useLive } from "@/components/live/live-provider";
import { askService } from "@/lib/browser-db";
import type { Settings } from "@/lib/services/settings";
import { settingsKey } from "./settings-key";

const loadSettings = () => import("@/lib/services/settings");

/** The team's figures and settings, kept current. */
export function useAutomation(teamId: string) {
  const client = useQueryClient();
  const queryKey = settingsKey(teamId);
  useLive(["leads", "calls", "automation_runs"], () => {
    void client.invalidateQueries({ queryKey: overviewKey(teamId) });
  });
  useLive(["settings"], () => void client.invalidateQueries({ queryKey }));
  const overview = useAutomationOverview(teamId);
  const settings = useQuery({
    queryKey,
    queryFn: () =>
      askService(loadSettings, ({ getSettings }, db) => getSettings({ db }, { teamId })),
  });
  const replaceSettings = (next: Settings) => client.setQueryData(queryKey, next);
  return { overview, settings, replaceSettings };
}
