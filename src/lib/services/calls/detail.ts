import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { databaseError } from "../../errors";

const CALL_COLUMNS =
  "id, team_id, lead_id, company_name, phone, attempt, state, provider_status, outcome, outcome_reason, ended_reason, claimed_at, placed_at, started_at, ended_at, settled_at, duration_seconds, cost_usd, cost_breakdown, transcript, messages, summary, structured_data, assistant_version, has_recording, leads!calls_lead_id_fkey(timezone, contact_name)";

type SelectedCall = Pick<
  Tables<"calls">,
  | "id"
  | "team_id"
  | "lead_id"
  | "company_name"
  | "phone"
  | "attempt"
  | "state"
  | "provider_status"
  | "outcome"
  | "outcome_reason"
  | "ended_reason"
  | "claimed_at"
  | "placed_at"
  | "started_at"
  | "ended_at"
  | "settled_at"
  | "duration_seconds"
  | "cost_usd"
  | "cost_breakdown"
  | "transcript"
  | "messages"
  | "summary"
  | "structured_data"
  | "assistant_version"
  | "has_recording"
>;

export type CallMail = Pick<Tables<"emails">, "id" | "kind" | "to_email" | "state" | "sent_at">;

/** Something that the team's timeline holds about a call. */
export interface CallActivity {
  readonly id: string;
  readonly kind: string;
  readonly detail: Tables<"activity">["detail"];
  readonly happenedAt: string;
  /** The address of the colleague who did it. */
  readonly by: string | undefined;
}

/** A call with all that is known about it, except what was said. */
export interface CallDetail extends SelectedCall {
  readonly timezone: string | null;
  readonly contactName: string | null;
  readonly activity: readonly CallActivity[];
  readonly mails: readonly CallMail[];
}

/** One call under the caller's rights, or undefined when there is none or it is another team's. */
export async function getCallDetail(
  ctx: Pick<ServiceContext, "db">,
  callId: string,
): Promise<CallDetail | undefined> {
  const [call, activity, mails] = await Promise.all([
    ctx.db.from("calls").select(CALL_COLUMNS).eq("id", callId).maybeSingle(),
    listActivity(ctx, callId),
    ctx.db
      .from("emails")
      .select("id, kind, to_email, state, sent_at")
      .eq("call_id", callId)
      .order("created_at"),
  ]);
  if (call.error) throw databaseError("reading a call", call.error);
  if (mails.error) throw databaseError("reading the mails of a call", mails.error);
  if (!call.data) return undefined;
  const { leads, ...row } = call.data;
  return {
    ...row,
    timezone: leads?.timezone ?? null,
    contactName: leads?.contact_name ?? null,
    activity,
    mails: mails.data,
  };
}

async function listActivity(
  ctx: Pick<ServiceContext, "db">,
  callId: string,
): Promise<readonly CallActivity[]> {
  const { data, error } = await ctx.db
    .from("activity")
    .select("id, team_id, kind, detail, happened_at, user_id")
    .eq("call_id", callId)
    .order("happened_at")
    .order("created_at");
  if (error) throw databaseError("reading the timeline of a call", error);
  const addresses = await readAddresses(ctx, data);
  return data.map(({ id, kind, detail, happened_at, user_id }) => ({
    id,
    kind,
    detail,
    happenedAt: happened_at,
    by: addresses.get(user_id ?? ""),
  }));
}

interface ByUser {
  readonly team_id: string;
  readonly user_id: string | null;
}

async function readAddresses(
  ctx: Pick<ServiceContext, "db">,
  rows: readonly ByUser[],
): Promise<ReadonlyMap<string, string>> {
  const byUser = rows.filter(({ user_id }) => user_id !== null);
  const [first] = byUser;
  if (!first) return new Map();
  const userIds = [...new Set(byUser.map(({ user_id }) => user_id ?? ""))];
  const { data, error } = await ctx.db
    .from("team_members")
    .select("user_id, email")
    .eq("team_id", first.team_id)
    .in("user_id", userIds);
  if (error) throw databaseError("reading who did something", error);
  return new Map(data.map(({ user_id, email }) => [user_id, email]));
}
