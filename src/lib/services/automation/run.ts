import "server-only";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import { claimDueLeads, placeClaimedCalls } from "./place";
import { sweepOpenCalls } from "./sweep";

export interface RunInput {
  readonly teamId: string;
  readonly trigger: Database["public"]["Enums"]["run_trigger"];
  /** The user who pressed the button, for a manual run. */
  readonly startedBy?: string;
}

export interface RunResult {
  readonly runId: string;
  readonly claimed: number;
  readonly placed: number;
  /** Calls of earlier runs that this run settled. */
  readonly settled: number;
  /** Why the run stopped early or failed; part of the run's record, too. */
  readonly error?: string;
}

/**
 * One run for one team: settle what earlier runs left open, claim what is due, place it. Harmless when several run at
 * the same time. A failure is written into the run's record and returned, not thrown: other teams go on.
 *
 * @param ctx needs the service role.
 */
export async function runAutomationForTeam(
  ctx: ServiceContext,
  input: RunInput,
): Promise<RunResult> {
  const runId = await startRun(ctx, input);
  const counts = { claimed: 0, placed: 0, settled: 0 };
  let error: string | undefined;
  try {
    counts.settled = await sweepOpenCalls(ctx, input.teamId);
    const claimed = await claimDueLeads(ctx, runId);
    counts.claimed = claimed.length;
    const summary = await placeClaimedCalls(ctx, claimed);
    counts.placed = summary.placed;
    error = summary.stoppedBecause;
  } catch (cause) {
    ctx.log.error({ error: cause, runId, teamId: input.teamId }, "automation run failed");
    error = cause instanceof Error ? cause.message : String(cause);
  }
  await finishRun(ctx, runId, counts, error);
  ctx.log.info({ runId, teamId: input.teamId, ...counts }, "automation run finished");
  return error === undefined ? { runId, ...counts } : { runId, ...counts, error };
}

/** Runs every team that has its automation on or calls still open. */
export async function runAutomation(ctx: ServiceContext): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const teamId of await listTeamsWithWork(ctx)) {
    results.push(await runAutomationForTeam(ctx, { teamId, trigger: "cron" }));
  }
  return results;
}

async function listTeamsWithWork(ctx: ServiceContext): Promise<string[]> {
  const [enabled, open] = await Promise.all([
    ctx.db.from("settings").select("team_id").eq("automation_enabled", true),
    ctx.db.from("calls").select("team_id").in("state", ["claimed", "placing", "placed"]),
  ]);
  if (enabled.error) throw databaseError("listing teams with automation on", enabled.error);
  if (open.error) throw databaseError("listing teams with open calls", open.error);
  return [...new Set([...enabled.data, ...open.data].map((row) => row.team_id))];
}

async function startRun(ctx: ServiceContext, input: RunInput): Promise<string> {
  const { data, error } = await ctx.db.rpc("start_automation_run", {
    p_team_id: input.teamId,
    p_trigger: input.trigger,
    p_now: ctx.now().toISOString(),
    ...(input.startedBy ? { p_started_by: input.startedBy } : {}),
  });
  if (error) throw databaseError("starting a run", error);
  return data;
}

interface Counts {
  readonly claimed: number;
  readonly placed: number;
  readonly settled: number;
}

async function finishRun(
  ctx: ServiceContext,
  runId: string,
  counts: Counts,
  failure: string | undefined,
): Promise<void> {
  const { error } = await ctx.db.rpc("finish_automation_run", {
    p_run_id: runId,
    p_state: failure === undefined ? "succeeded" : "failed",
    p_claimed: counts.claimed,
    p_placed: counts.placed,
    p_settled: counts.settled,
    p_now: ctx.now().toISOString(),
    ...(failure === undefined ? {} : { p_error: failure }),
  });
  if (error) throw databaseError("finishing a run", error);
}
