import "server-only";
import pMap from "p-map";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { getEnv } from "../../env";
import { AppError, databaseError } from "../../errors";
import { placeCall } from "../../vapi";
import { attachProviderCall, releaseCall } from "../calls/lifecycle";
import { type CallSetup, readCallSetup, variablesOf } from "./call-setup";
import { type ClaimedCall, claimedCallSchema } from "./claimed-call";
import { reportTrouble } from "./trouble";

/** Real time in which a claimed call is placed or given back. */
export const CLAIM_LEASE_MS = 120_000;
/** Longer than the request to the provider may take: while it lasts nobody else may judge the call. */
const PLACING_LEASE_MS = 60_000;
/** What asking the provider may take, its time-out and a slow process included. */
const ASKING_MS = 40_000;
const PARALLEL_REQUESTS = 5;

/** Claims what is due for the team of a run: the leads are `calling` and their attempts counted when this returns. */
export async function claimDueLeads(ctx: ServiceContext, runId: string): Promise<ClaimedCall[]> {
  const { data, error } = await ctx.db.rpc("claim_due_leads", {
    p_run_id: runId,
    p_now: ctx.now().toISOString(),
    // Leases are real time: they bound what a process may still be doing, not when somebody may be called.
    p_lease_until: new Date(Date.now() + CLAIM_LEASE_MS).toISOString(),
  });
  if (error) throw databaseError("claiming leads", error);
  return z.array(claimedCallSchema).parse(data);
}

export interface PlacingSummary {
  readonly placed: number;
  /** Set when something stopped the run that would stop every call: the provider's own words. */
  readonly stoppedBecause: string | undefined;
}

const OUT_OF_TIME = "The run ran out of time.";

/**
 * Places claimed calls of one team, a few at a time. When the provider refuses for a reason that is not the lead's, the trouble is
 * reported and the rest is given back untouched; when an answer is ambiguous, that call is left for the sweep, too.
 *
 * @param stopAt real time after which no further call is placed.
 */
export async function placeClaimedCalls(
  ctx: ServiceContext,
  calls: readonly ClaimedCall[],
  stopAt: Date,
): Promise<PlacingSummary> {
  const [first] = calls;
  if (!first) return { placed: 0, stoppedBecause: undefined };
  const setup = await readCallSetup(ctx, first.team_id);
  let stoppedBecause: string | undefined;
  const placed = await pMap(
    calls,
    async (call) => {
      if (Date.now() >= stopAt.getTime()) stoppedBecause ??= OUT_OF_TIME;
      if (stoppedBecause) {
        await releaseCall(ctx, { callId: call.call_id, reason: `Not tried: ${stoppedBecause}` });
        return false;
      }
      const result = await placeOne(ctx, call, setup);
      stoppedBecause ??= result.stopBecause;
      return result.isPlaced;
    },
    { concurrency: PARALLEL_REQUESTS },
  );
  return { placed: placed.filter(Boolean).length, stoppedBecause };
}

interface PlaceOneResult {
  readonly isPlaced: boolean;
  readonly stopBecause?: string;
}

async function placeOne(
  ctx: ServiceContext,
  call: ClaimedCall,
  setup: CallSetup,
): Promise<PlaceOneResult> {
  const ids = { callId: call.call_id, leadId: call.lead_id, teamId: call.team_id };
  const leaseEndMs = Date.now() + PLACING_LEASE_MS;
  if (!(await startPlacing(ctx, call.call_id, new Date(leaseEndMs)))) return { isPlaced: false };
  // Once the lease is over, others may give the call back and dial again: a slow answer must not be followed by a request.
  if (leaseEndMs - Date.now() < ASKING_MS) {
    await releaseCall(ctx, { callId: call.call_id, reason: "The database took too long." });
    return { isPlaced: false };
  }
  const result = await placeCall({
    metadata: ids,
    phone: call.phone,
    customerName: call.contact_name ?? call.company_name,
    variables: variablesOf(call, setup, ctx.now()),
    phoneNumberId: call.phone_number_id ?? firstNumber(),
    maxDurationSeconds: call.max_duration_seconds,
  });
  switch (result.kind) {
    case "placed": {
      const { assistantVersion } = setup;
      const isAttached = await attachProviderCall(ctx, {
        callId: call.call_id,
        assistantVersion,
        ...result,
      });
      if (!isAttached)
        ctx.log.error({ ...ids, providerCallId: result.providerCallId }, "placed call has no row");
      ctx.log.info({ ...ids, providerCallId: result.providerCallId }, "call placed");
      return { isPlaced: isAttached };
    }
    case "refused": {
      const isLead = result.because === "lead";
      await releaseCall(ctx, {
        callId: call.call_id,
        reason: result.reason,
        reviewReason: isLead ? "The phone provider refuses this number: check it." : undefined,
      });
      if (isLead) return { isPlaced: false };
      await reportTrouble(ctx, {
        ...result,
        teamId: call.team_id,
        phoneNumberId: call.phone_number_id,
      });
      return { isPlaced: false, stopBecause: result.reason };
    }
    case "ambiguous": {
      ctx.log.warn({ ...ids, reason: result.reason }, "not known whether the call was placed");
      const { trouble, reason } = result;
      if (trouble) {
        const phoneNumberId = call.phone_number_id;
        await reportTrouble(ctx, { teamId: call.team_id, phoneNumberId, trouble, reason });
      }
      return { isPlaced: false, stopBecause: reason };
    }
    default:
      return result satisfies never;
  }
}

function firstNumber(): string {
  const [first] = getEnv().VAPI_PHONE_NUMBER_ID;
  if (!first) throw new AppError("not_configured", "VAPI_PHONE_NUMBER_ID is empty");
  return first;
}

async function startPlacing(ctx: ServiceContext, callId: string, leaseEnd: Date): Promise<boolean> {
  const { data, error } = await ctx.db.rpc("start_placing_call", {
    p_call_id: callId,
    p_lease_until: leaseEnd.toISOString(),
  });
  if (error) throw databaseError("starting to place a call", error);
  return data;
}
