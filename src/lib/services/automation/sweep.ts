import "server-only";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { getCall, listCallsSince, type ProviderCall } from "../../vapi";
import { attachProviderCall, releaseCall, settleCall } from "../calls/lifecycle";
import { callReportSchema } from "../calls/report";

const MINUTE_MS = 60_000;
/** The longest conversation (10 min) with time to ring, plus the time that the report takes. */
const OVERDUE_MS = 20 * MINUTE_MS;
/** After "ended" the report follows within seconds. */
const REPORT_OVERDUE_MS = 3 * MINUTE_MS;
/** Our clock and the provider's may differ a little. */
const CLOCK_SKEW_MS = MINUTE_MS;
const CALLS_PER_SWEEP = 200;

interface OpenCall {
  readonly id: string;
  readonly state: "claimed" | "placing" | "placed";
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

/** A GET whose status is "ended" is authoritative; anything else means that the call is still going on. */
async function settleIfEnded(
  ctx: ServiceContext,
  callId: string,
  provider: ProviderCall,
): Promise<boolean> {
  if (provider.status !== "ended") return false;
  await settleCall(ctx, callId, callReportSchema.parse(provider));
  return true;
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
  return data.flatMap((row) =>
    row.state === "claimed" || row.state === "placing" || row.state === "placed"
      ? [
          {
            id: row.id,
            state: row.state,
            providerCallId: row.provider_call_id,
            claimedAt: new Date(row.claimed_at),
          },
        ]
      : [],
  );
}
