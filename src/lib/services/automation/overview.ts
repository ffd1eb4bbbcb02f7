import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants } from "../../database.types";
import { databaseError } from "../../errors";

const enums = Constants.public.Enums;
const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });

const overviewSchema = z
  .object({
    leads_by_status: z.partialRecord(z.enum(enums.lead_status), count),
    in_review: count,
    attempts: count,
    answered: count,
    booked: count,
    cost_usd: z.coerce.number(),
    open_calls: z.array(
      z.object({
        id: z.uuid(),
        lead_id: z.uuid().nullable(),
        company_name: z.string(),
        phone: z.string(),
        attempt: count,
        state: z.enum(enums.call_state),
        provider_status: z.string().nullable(),
        claimed_at: instant,
      }),
    ),
    last_runs: z.array(
      z.object({
        id: z.uuid(),
        trigger: z.enum(enums.run_trigger),
        state: z.enum(enums.run_state),
        started_at: instant,
        finished_at: instant.nullable(),
        claimed_count: count,
        placed_count: count,
        settled_count: count,
        error: z.string().nullable(),
      }),
    ),
  })
  .transform((row) => ({
    leadsByStatus: Object.fromEntries(
      enums.lead_status.map((status) => [status, row.leads_by_status[status] ?? 0]),
    ) as Record<(typeof enums.lead_status)[number], number>,
    inReviewCount: row.in_review,
    attemptCount: row.attempts,
    answeredCount: row.answered,
    bookedCount: row.booked,
    costUsd: row.cost_usd,
    openCalls: row.open_calls.map((call) => ({
      id: call.id,
      leadId: call.lead_id,
      companyName: call.company_name,
      phone: call.phone,
      attempt: call.attempt,
      state: call.state,
      providerStatus: call.provider_status,
      claimedAt: call.claimed_at,
    })),
    runs: row.last_runs.map((run) => ({
      id: run.id,
      trigger: run.trigger,
      state: run.state,
      startedAt: run.started_at,
      finishedAt: run.finished_at,
      claimedCount: run.claimed_count,
      placedCount: run.placed_count,
      settledCount: run.settled_count,
      error: run.error,
    })),
  }));

/** How a team's automation does: figures, what is being dialled, and the latest runs, newest first. */
export type AutomationOverview = z.output<typeof overviewSchema>;
export type OpenCall = AutomationOverview["openCalls"][number];
export type AutomationRun = AutomationOverview["runs"][number];

/** Reads the overview under the caller's rights, on the server and in the browser alike. */
export async function getAutomationOverview(
  ctx: Pick<ServiceContext, "db" | "now">,
  input: { readonly teamId: string },
): Promise<AutomationOverview> {
  const { data, error } = await ctx.db.rpc("get_automation_overview", {
    p_team_id: input.teamId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("reading the automation overview", error);
  return overviewSchema.parse(data);
}
