import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { describeGate, joinSentence } from "../../utils/gate-sentences";
import { answerSchema, explainLead, type LeadAnswer } from "./answers";
import { claimedCallSchema } from "./claimed-call";
import { CLAIM_LEASE_MS, placeClaimedCalls } from "./place";
import { finishRun, startRun } from "./run";

export type CallNowResult =
  | { readonly kind: "calling"; readonly callId: string }
  | { readonly kind: "already_calling"; readonly callId: string }
  /** A gate holds the lead: which, what to do about it, and when it could be called next (ISO 8601). */
  | { readonly kind: "held"; readonly sentence: string; readonly nextAt: string | null }
  /** Claimed, but the provider did not take it: the attempt is given back. */
  | { readonly kind: "not_placed"; readonly reason: string }
  | { readonly kind: "gone" };

const RUN_BUDGET_MS = 60_000;

const claimSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("claimed"), call: claimedCallSchema }),
  z.object({ kind: z.literal("already_calling"), call_id: z.uuid().nullable() }),
  z.object({ kind: z.literal("held"), answer: answerSchema }),
]);

/**
 * Calls one lead at once, because a person asks for it. The gates are those of the automation, asked by the claim itself:
 * whatever holds the lead there holds it here. Two people, or a person and a run, make one call.
 *
 * @param user acts under the caller's rights; `service` needs the service role.
 */
export async function callLeadNow(
  user: ServiceContext,
  service: ServiceContext,
  input: { readonly teamId: string; readonly leadId: string; readonly userId: string },
): Promise<CallNowResult> {
  const answer = await explainLead(user, { leadId: input.leadId });
  if (!answer) return { kind: "gone" };
  // Looked at first, so that no run is recorded for a call that nobody makes. The claim decides.
  const isCalling = answer.binding === "status" && holdsBecauseCalling(answer);
  if (!answer.isDue && !isCalling) return toHeld(answer);
  const runId = await startRun(service, {
    teamId: input.teamId,
    trigger: "manual",
    startedBy: input.userId,
  });
  const counts = { claimed: 0, placed: 0, settled: 0 };
  let failure: string | undefined;
  try {
    const claim = await claimLeadNow(service, runId, input.leadId);
    if (claim.kind === "already_calling") {
      if (claim.call_id) return { kind: "already_calling", callId: claim.call_id };
      return { kind: "held", sentence: "Its last call is just ending.", nextAt: null };
    }
    if (claim.kind === "held") return toHeld(claim.answer);
    counts.claimed = 1;
    const stopAt = new Date(Date.now() + RUN_BUDGET_MS);
    const summary = await placeClaimedCalls(service, [claim.call], stopAt);
    counts.placed = summary.placed;
    failure = summary.stoppedBecause;
    if (summary.placed === 1) return { kind: "calling", callId: claim.call.call_id };
    return { kind: "not_placed", reason: failure ?? "The number was refused: see the lead." };
  } catch (cause) {
    failure = cause instanceof Error ? cause.message : String(cause);
    throw cause;
  } finally {
    await finishRun(service, runId, counts, failure);
  }
}

async function claimLeadNow(ctx: ServiceContext, runId: string, leadId: string) {
  const { data, error } = await ctx.db.rpc("claim_lead_now", {
    p_run_id: runId,
    p_lead_id: leadId,
    p_now: ctx.now().toISOString(),
    p_lease_until: new Date(Date.now() + CLAIM_LEASE_MS).toISOString(),
  });
  if (error) throw databaseError("claiming a lead by hand", error);
  return claimSchema.parse(data);
}

function holdsBecauseCalling(answer: LeadAnswer): boolean {
  return answer.gates.some(
    (gate) =>
      !gate.isOpen && gate.closed.gate === "status" && gate.closed.facts.status === "calling",
  );
}

function toHeld(answer: LeadAnswer): CallNowResult {
  const gate = answer.gates.find((entry) => !entry.isOpen && entry.closed.gate === answer.binding);
  const sentence =
    gate && !gate.isOpen
      ? joinSentence(describeGate(gate.closed))
      : "The provider does not take calls at the moment: the next run finds out whether it does again.";
  return { kind: "held", sentence, nextAt: answer.nextAt };
}
