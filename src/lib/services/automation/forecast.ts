import { z } from "zod";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";

const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const rate = z.number().min(0).max(1);

/** The most days that the rules are run ahead. */
export const MAX_FORECAST_DAYS = 14;

const inputSchema = z.object({
  teamId: z.uuid(),
  days: z.int().min(1).max(MAX_FORECAST_DAYS),
});
export type ForecastInput = z.input<typeof inputSchema>;

const forecastSchema = z
  .object({
    hours: z.array(z.object({ at: instant, calls: count })),
    finished_at: instant.nullable(),
    calls: count,
    spend_usd: z.number().min(0),
    leads_left: count,
    is_hypothetical: z.boolean(),
    assumptions: z.object({
      answer_rate: rate,
      finish_rate: rate,
      cost_per_call_usd: z.number().min(0),
      minutes_per_call: z.number().min(0),
      sample: count,
    }),
  })
  .transform((row) => ({
    /** The hours in which calls are made, by their start, earliest first. */
    hours: row.hours,
    /** The run that makes the last call; null when leads are left after the days, or nobody can be called. */
    finishedAt: row.finished_at,
    callCount: row.calls,
    spendUsd: row.spend_usd,
    leadsLeft: row.leads_left,
    /** Automation is off: this is what would come if it were switched on now. */
    isHypothetical: row.is_hypothetical,
    assumptions: {
      answerRate: row.assumptions.answer_rate,
      /** The share of calls after which the lead is not called again, whatever attempts are left. */
      finishRate: row.assumptions.finish_rate,
      costPerCallUsd: row.assumptions.cost_per_call_usd,
      minutesPerCall: row.assumptions.minutes_per_call,
      /** The ended calls that were looked at; fewer than 30 teach nothing, and defaults stand in. */
      sample: row.assumptions.sample,
    },
  }));

/** What the automation will do in the days ahead if calls go on as the last ones went. */
export type Forecast = z.output<typeof forecastSchema>;

/**
 * Runs the team's dial rules ahead under the caller's rights, on the server and in the browser alike.
 *
 * @throws a `not_found` AppError when the caller has no such team.
 */
export async function getForecast(
  ctx: Pick<ServiceContext, "db" | "now">,
  input: ForecastInput,
): Promise<Forecast> {
  const { teamId, days } = inputSchema.parse(input);
  const { data, error } = await ctx.db.rpc("forecast_calls", {
    p_team_id: teamId,
    p_days: days,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("forecasting calls", error);
  if (data === null) throw new AppError("not_found", `no team ${teamId} to forecast for`);
  return forecastSchema.parse(data);
}
