import type { ServiceContext } from "../context";
import type { Enums } from "../database.types";
import { databaseError } from "../errors";
import { getSettings } from "./settings";

/** What the frame of every page shows. */
export interface LiveStatus {
  readonly isAutomationOn: boolean;
  readonly openCallCount: number;
  /** The widest of the pauses that trouble with the provider causes, if there is one. */
  readonly pause: LivePause | undefined;
}

export interface LivePause {
  readonly trouble: Enums<"provider_trouble">;
  readonly scope: Enums<"pause_scope">;
}

/** Whether automation is on, what pauses it and how many calls are under way right now. */
export async function getLiveStatus(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<LiveStatus> {
  const [settings, calls, pauses] = await Promise.all([
    getSettings(ctx, { teamId }),
    ctx.db
      .from("calls")
      .select("id", { count: "exact", head: true })
      .eq("team_id", teamId)
      .in("state", ["claimed", "placing", "placed"]),
    ctx.db
      .from("provider_pauses")
      .select("scope, trouble")
      .is("ended_at", null)
      .or(`team_id.is.null,team_id.eq.${teamId}`)
      // From a number over a team to all: the order of the type.
      .order("scope", { ascending: false })
      .order("started_at")
      .limit(1),
  ]);
  if (calls.error) throw databaseError("counting open calls", calls.error);
  if (pauses.error) throw databaseError("reading the pauses", pauses.error);
  return {
    isAutomationOn: settings.automation_enabled,
    openCallCount: calls.count ?? 0,
    pause: pauses.data[0],
  };
}
