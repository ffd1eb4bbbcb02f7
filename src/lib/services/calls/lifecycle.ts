import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { type CallReportMessage, interpretReport } from "./report";

type CallOutcome = Database["public"]["Enums"]["call_outcome"];

export interface KnownCall {
  readonly id: string;
  readonly teamId: string;
}

interface ProviderReference {
  readonly providerCallId: string;
  /** Our own id as it came back in the provider's metadata. */
  readonly callId?: string | undefined;
}

/**
 * The call that a provider's message is about. A message may come before the answer to our request did: then our own
 * id in its metadata ties the two together, and the provider's id is stored.
 *
 * @returns undefined when it is not a call of ours.
 */
export async function findCall(
  ctx: ServiceContext,
  reference: ProviderReference,
): Promise<KnownCall | undefined> {
  const known = await findBy(ctx, "provider_call_id", reference.providerCallId);
  if (known || !reference.callId) return known;
  const isAttached = await attachProviderCall(ctx, {
    callId: reference.callId,
    providerCallId: reference.providerCallId,
  });
  if (isAttached) return findBy(ctx, "id", reference.callId);
  const claimed = await findBy(ctx, "id", reference.callId);
  if (claimed) {
    ctx.log.error(
      { callId: claimed.id, teamId: claimed.teamId, providerCallId: reference.providerCallId },
      "a second provider call carries the id of a call that already has one",
    );
  }
  return undefined;
}

async function findBy(
  ctx: ServiceContext,
  column: "id" | "provider_call_id",
  value: string,
): Promise<KnownCall | undefined> {
  const { data, error } = await ctx.db
    .from("calls")
    .select("id, team_id")
    .eq(column, value)
    .maybeSingle();
  if (error) throw databaseError("finding a call", error);
  return data ? { id: data.id, teamId: data.team_id } : undefined;
}

interface Attachment {
  readonly callId: string;
  readonly providerCallId: string;
  readonly assistantId?: string | undefined;
  /** Version of the assistant as it was live when the call was placed. */
  readonly assistantVersion?: string | undefined;
  readonly listenUrl?: string | undefined;
  readonly controlUrl?: string | undefined;
}

/** Notes that the provider has the call. False when another provider call already has this row. */
export async function attachProviderCall(
  ctx: ServiceContext,
  attachment: Attachment,
): Promise<boolean> {
  const { data, error } = await ctx.db.rpc("attach_provider_call", {
    p_call_id: attachment.callId,
    p_provider_call_id: attachment.providerCallId,
    p_now: ctx.now().toISOString(),
    ...(attachment.assistantId ? { p_assistant_id: attachment.assistantId } : {}),
    ...(attachment.assistantVersion ? { p_assistant_version: attachment.assistantVersion } : {}),
    ...(attachment.listenUrl ? { p_listen_url: attachment.listenUrl } : {}),
    ...(attachment.controlUrl ? { p_control_url: attachment.controlUrl } : {}),
  });
  if (error) throw databaseError("attaching a provider call", error);
  return data;
}

/** Applies the end of a call to the call and its lead. Safe to repeat, in any order. */
export async function settleCall(
  ctx: ServiceContext,
  callId: string,
  report: CallReportMessage,
): Promise<CallOutcome> {
  const now = ctx.now().toISOString();
  const { data, error } = await ctx.db.rpc("settle_call", {
    p_call_id: callId,
    p_report: interpretReport(report, now),
    p_now: now,
  });
  if (error) throw databaseError("settling a call", error);
  ctx.log.info({ callId, outcome: data, endedReason: report.endedReason }, "call settled");
  return data;
}

/** Follows the provider's word on a running call; a late, earlier status changes nothing. */
export async function recordCallStatus(
  ctx: ServiceContext,
  callId: string,
  status: string,
): Promise<void> {
  const { error } = await ctx.db.rpc("record_call_status", {
    p_call_id: callId,
    p_status: status,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("recording a call's status", error);
}

interface Release {
  readonly callId: string;
  readonly reason: string;
  /** Sends the lead to a person instead of back to the queue. */
  readonly reviewReason?: string | undefined;
}

/** Gives the attempt back for a call that was certainly never placed. False when it was settled meanwhile. */
export async function releaseCall(ctx: ServiceContext, release: Release): Promise<boolean> {
  const { data, error } = await ctx.db.rpc("release_call", {
    p_call_id: release.callId,
    p_reason: release.reason,
    p_now: ctx.now().toISOString(),
    ...(release.reviewReason ? { p_review_reason: release.reviewReason } : {}),
  });
  if (error) throw databaseError("releasing a call", error);
  ctx.log.warn(
    { callId: release.callId, reason: release.reason, isReleased: data },
    "call was not placed",
  );
  return data;
}
