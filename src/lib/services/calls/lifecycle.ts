import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { type CallReportMessage, interpretReport } from "./report";

type CallOutcome = Database["public"]["Enums"]["call_outcome"];

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
