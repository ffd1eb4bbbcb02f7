import "server-only";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { getCall, listCallsSince, type ProviderCall } from "../../vapi";
import { attachProviderCall, releaseCall, settleCall } from "../calls/lifecycle";
import { type CallReportMessage, callReportSchema } from "../calls/report";

const MINUTE_MS = 60_000;
/** The longest conversation (10 min) with time to ring, plus the time that the report takes. */
const OVERDUE_MS = 20 * MINUTE_MS;
/** After "ended" the report follows within seconds. */
const REPORT_OVERDUE_MS = 3 * MINUTE_MS;
/** The analysis may take a minute; after so long it will not come. */
const ANALYSIS_OVERDUE_MS = 20 * MINUTE_MS;
/** Our clock and the provider's may differ a little. */
const CLOCK_SKEW_MS = MINUTE_MS;
const CALLS_PER_SWEEP = 200;

interface OpenCall {
  readonly id: string;
  readonly state: "claimed" | "placing" | "placed" | "ended";
  readonly providerCallId: string | null;
  readonly claimedAt: Date;
}

/**
 * Settles what crashes, lost answers and lost webhooks left open in a team, so that no lead stays in `calling`. It
 * looks at the provider before it decides, and never re-dials.
 *
 * @returns how many calls it settled.
 */
export async function sweepOpenCalls(ctx: ServiceContext, teamId: string): Promise<number> {
  const open = await listOverdueCalls(ctx, teamId);
  const placing = open.filter((call) => call.state === "placing");
  const found =
    placing.length > 0 ? await findAtProvider(placing) : new Map<string, ProviderCall>();
  let settled = 0;
  for (const call of open) {
    if (await settleOne(ctx, call, found)) settled += 1;
  }
  return settled;
}

async function settleOne(
  ctx: ServiceContext,
  call: OpenCall,
  found: ReadonlyMap<string, ProviderCall>,
): Promise<boolean> {
  switch (call.state) {
    case "claimed":
      return releaseCall(ctx, {
        callId: call.id,
        reason: "The run stopped before the provider was asked.",
      });
    case "placing": {
      const provider = found.get(call.id);
      if (!provider) {
        return releaseCall(ctx, {
          callId: call.id,
          reason: "The provider does not have this call.",
        });
      }
      await attachProviderCall(ctx, { callId: call.id, providerCallId: provider.id });
      return settleIfEnded(ctx, call.id, provider);
    }
    case "placed":
      return settlePlaced(ctx, call);
    case "ended":
      return settleAgain(ctx, call);
    default:
      return call.state satisfies never;
  }
}

async function settlePlaced(ctx: ServiceContext, call: OpenCall): Promise<boolean> {
  if (!call.providerCallId) {
    throw new AppError("internal", "a placed call has no provider id", {
      context: { callId: call.id },
    });
  }
  const provider = await getCall(call.providerCallId);
  if (provider) return settleIfEnded(ctx, call.id, provider);
  await settleCall(ctx, call.id, callReportSchema.parse({ endedReason: "call-deleted" }));
  return true;
}

/** The first report came without a cost, and no other one came: the provider knows it by now. */
async function settleAgain(ctx: ServiceContext, call: OpenCall): Promise<boolean> {
  const provider = call.providerCallId ? await getCall(call.providerCallId) : undefined;
  const report = provider?.status === "ended" ? callReportSchema.parse(provider) : undefined;
  if (!report || !isComplete(report)) return false;
  await settleCall(ctx, call.id, report);
  return true;
}

/**
 * A GET whose status is "ended" is authoritative; anything else means that the call is still going on. Cost and analysis
 * come a little after the end: without them an opt-out could be taken for no answer.
 */
async function settleIfEnded(
  ctx: ServiceContext,
  callId: string,
  provider: ProviderCall,
): Promise<boolean> {
  if (provider.status !== "ended") return false;
  const report = callReportSchema.parse(provider);
  const endedAt = report.endedAt ? Date.parse(report.endedAt) : Number.NEGATIVE_INFINITY;
  const isOverdue = ctx.now().getTime() - endedAt >= ANALYSIS_OVERDUE_MS;
  if (!isComplete(report) && !isOverdue) return false;
  await settleCall(ctx, callId, report);
  return true;
}

function isComplete(report: CallReportMessage): boolean {
  return typeof report.cost === "number" && Boolean(report.analysis);
}

async function findAtProvider(calls: readonly OpenCall[]): Promise<Map<string, ProviderCall>> {
  const earliest = Math.min(...calls.map((call) => call.claimedAt.getTime()));
  const found = new Map<string, ProviderCall>();
  for (const provider of await listCallsSince(new Date(earliest - CLOCK_SKEW_MS))) {
    const callId = provider.assistantOverrides?.metadata?.callId;
    if (callId) found.set(callId, provider);
  }
  return found;
}

async function listOverdueCalls(ctx: ServiceContext, teamId: string): Promise<OpenCall[]> {
  const now = ctx.now().getTime();
  const { data, error } = await ctx.db.rpc("list_overdue_calls", {
    p_team_id: teamId,
    p_wall_now: new Date().toISOString(),
    p_placed_before: new Date(now - OVERDUE_MS).toISOString(),
    p_ended_before: new Date(now - REPORT_OVERDUE_MS).toISOString(),
    p_limit: CALLS_PER_SWEEP,
  });
  if (error) throw databaseError("listing overdue calls", error);
  return data.flatMap(({ id, state, provider_call_id, claimed_at }) =>
    state === "not_placed"
      ? []
      : [{ id, state, providerCallId: provider_call_id, claimedAt: new Date(claimed_at) }],
  );
}
