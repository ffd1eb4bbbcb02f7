import "server-only";
import pMap from "p-map";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { claimDueLeads, placeClaimedCalls } from "./place";
import { sweepOpenCalls } from "./sweep";
import { probeProvider } from "./trouble";

/** Teams that are served at the same time: one whose requests hang must not keep the others waiting. */
const PARALLEL_TEAMS = 4;
/** Less than a route may take: what was claimed is placed or given back before the platform ends the process. */
const RUN_BUDGET_MS = 200_000;

export interface RunInput {
  readonly teamId: string;
  readonly trigger: Database["public"]["Enums"]["run_trigger"];
  /** The user who pressed the button, for a manual run. */
  readonly startedBy?: string;
  /** Real time after which no further call is placed. */
  readonly stopAt?: Date;
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
    error = await probeProvider(ctx, input.teamId);
    if (error === undefined) {
      const claimed = await claimDueLeads(ctx, runId);
      counts.claimed = claimed.length;
      const stopAt = input.stopAt ?? new Date(Date.now() + RUN_BUDGET_MS);
      const summary = await placeClaimedCalls(ctx, claimed, stopAt);
      counts.placed = summary.placed;
      error = summary.stoppedBecause;
    }
  } catch (cause) {
    ctx.log.error({ error: cause, runId, teamId: input.teamId }, "automation run failed");
    error = cause instanceof Error ? cause.message : String(cause);
  }
  await finishRun(ctx, runId, counts, error);
  ctx.log.info({ runId, teamId: input.teamId, ...counts }, "automation run finished");
  return error === undefined ? { runId, ...counts } : { runId, ...counts, error };
}

/**
 * Runs every team that has its automation on or calls still open; who has waited longest comes first. A team that fails
 * or that there is no time left for does not keep the others from running: it is among the first next time.
 */
export async function runAutomation(ctx: ServiceContext): Promise<RunResult[]> {
  const stopAt = new Date(Date.now() + RUN_BUDGET_MS);
  const results = await pMap(
    await listTeamsWithWork(ctx),
    async (teamId) => {
      if (Date.now() >= stopAt.getTime()) return undefined;
      try {
        return await runAutomationForTeam(ctx, { teamId, trigger: "cron", stopAt });
      } catch (error) {
        ctx.log.error({ error, teamId }, "automation run could not be recorded");
        return undefined;
      }
    },
    { concurrency: PARALLEL_TEAMS },
  );
  return results.filter((result) => result !== undefined);
}

async function listTeamsWithWork(ctx: ServiceContext): Promise<string[]> {
  const { data, error } = await ctx.db.rpc("list_teams_with_work");
  if (error) throw databaseError("listing teams with work", error);
  return data;
}

/** Opens the record of a run. */
export async function startRun(
  ctx: ServiceContext,
  input: Omit<RunInput, "stopAt">,
): Promise<string> {
  const { data, error } = await ctx.db.rpc("start_automation_run", {
    p_team_id: input.teamId,
    p_trigger: input.trigger,
    p_now: ctx.now().toISOString(),
    p_phone_number_ids: getEnv().VAPI_PHONE_NUMBER_ID,
    ...(input.startedBy ? { p_started_by: input.startedBy } : {}),
  });
  if (error) throw databaseError("starting a run", error);
  return data;
}

export interface RunCounts {
  readonly claimed: number;
  readonly placed: number;
  readonly settled: number;
}

/** Closes the record of a run with what came of it. */
export async function finishRun(
  ctx: ServiceContext,
  runId: string,
  counts: RunCounts,
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
