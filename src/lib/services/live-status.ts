import type { ServiceContext } from "../context";
import { databaseError } from "../errors";
import { getSettings } from "./settings";

/** What the frame of every page shows. */
export interface LiveStatus {
  readonly isAutomationOn: boolean;
  readonly openCallCount: number;
}

/** Whether automation is on and how many calls are under way right now. */
export async function getLiveStatus(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<LiveStatus> {
  const [settings, calls] = await Promise.all([
    getSettings(ctx, { teamId }),
    ctx.db
      .from("calls")
      .select("id", { count: "exact", head: true })
      .eq("team_id", teamId)
      .in("state", ["claimed", "placing", "placed"]),
  ]);
  if (calls.error) throw databaseError("counting open calls", calls.error);
  return { isAutomationOn: settings.automation_enabled, openCallCount: calls.count ?? 0 };
}
