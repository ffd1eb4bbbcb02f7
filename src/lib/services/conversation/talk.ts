import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";

/** What a tool needs to know about the call that it is used in. */
export interface Talk {
  readonly callId: string;
  readonly teamId: string;
  readonly leadId: string;
  readonly phone: string;
  /** Who answers the phone, as far as we know: the contact, else the company. */
  readonly name: string;
  readonly email: string;
  /** The zone in which times are spoken. */
  readonly timeZone: string;
  readonly horizonDays: number;
}

/** Undefined when the call is unknown or has lost its lead. */
export async function loadTalk(ctx: ServiceContext, callId: string): Promise<Talk | undefined> {
  const { data: call, error } = await ctx.db
    .from("calls")
    .select(
      "id, team_id, phone, lead:leads!calls_lead_id_fkey (id, company_name, contact_name, email, timezone)",
    )
    .eq("id", callId)
    .maybeSingle();
  if (error) throw databaseError("reading the call of a conversation", error);
  if (!call?.lead) return undefined;
  const { data: settings, error: failure } = await ctx.db
    .from("settings")
    .select("timezone, booking_horizon_days")
    .eq("team_id", call.team_id)
    .single();
  if (failure) throw databaseError("reading the settings for a conversation", failure);
  const { lead } = call;
  return {
    callId: call.id,
    teamId: call.team_id,
    leadId: lead.id,
    phone: call.phone,
    name: lead.contact_name?.trim() || lead.company_name,
    email: lead.email,
    timeZone: lead.timezone ?? settings.timezone,
    horizonDays: settings.booking_horizon_days,
  };
}
