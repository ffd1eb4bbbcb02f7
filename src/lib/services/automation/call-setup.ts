import "server-only";
import type { Variables } from "../../../assistant/variables";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { fullDate, timeOfDay, zoneName } from "../../utils/speech";
import { readAssistantVersion } from "../../vapi";
import type { ClaimedCall } from "./claimed-call";
import { describeCustom } from "./custom-fields";

/** What all calls of a run have in common. */
export interface CallSetup {
  /** Who calls: the name that a call has to begin with. */
  readonly sellerName: string;
  /** The team's zone, for leads without one of their own. */
  readonly timezone: string;
  /** Undefined when the provider could not say: that keeps nobody from being called. */
  readonly assistantVersion: string | undefined;
}

/** Reads what the calls of a team's run need besides their leads: once per run. */
export async function readCallSetup(ctx: ServiceContext, teamId: string): Promise<CallSetup> {
  const [settings, assistantVersion] = await Promise.all([
    readSettings(ctx, teamId),
    readAssistantVersion(),
  ]);
  const sellerName = settings.sender_name ?? (await readTeamName(ctx, teamId));
  return { sellerName, timezone: settings.timezone, assistantVersion };
}

async function readSettings(ctx: ServiceContext, teamId: string) {
  const { data, error } = await ctx.db
    .from("settings")
    .select("sender_name, timezone")
    .eq("team_id", teamId)
    .maybeSingle();
  if (error) throw databaseError("reading who calls", error);
  if (!data) throw new AppError("not_found", `team ${teamId} has no settings`);
  return data;
}

async function readTeamName(ctx: ServiceContext, teamId: string): Promise<string> {
  const { data, error } = await ctx.db.from("teams").select("name").eq("id", teamId).maybeSingle();
  if (error) throw databaseError("reading who calls", error);
  if (!data) throw new AppError("not_found", `there is no team ${teamId}`);
  return data.name;
}

/** The assistant's variables for one call; what is not known is sent as an empty text. */
export function variablesOf(call: ClaimedCall, setup: CallSetup, now: Date): Variables {
  const timezone = call.timezone ?? setup.timezone;
  return {
    call_id: call.call_id,
    lead_id: call.lead_id,
    seller_name: setup.sellerName,
    company_name: call.company_name,
    contact_name: call.contact_name ?? "",
    email: call.email,
    city: call.city ?? "",
    state: call.state ?? "",
    on_file: describeCustom(call.custom),
    timezone,
    time_zone_name: zoneName(timezone, now),
    local_date: fullDate(now, timezone),
    local_time: timeOfDay(now, timezone),
  };
}
