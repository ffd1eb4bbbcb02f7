import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants } from "../../database.types";
import { databaseError } from "../../errors";

const enums = Constants.public.Enums;
const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const trouble = z.enum(enums.provider_trouble);
const scope = z.enum(enums.pause_scope);
const basis = z.enum(enums.consent_basis);

type ReadContext = Pick<ServiceContext, "db" | "now">;

function closed<Gate extends string, Facts extends z.ZodType>(gate: Gate, facts: Facts) {
  return z.object({ gate: z.literal(gate), facts, opens_at: instant.nullable() });
}

/** Each gate tells other facts; see `gate_facts` in the database. */
const closedGateSchema = z.discriminatedUnion("gate", [
  closed("status", z.object({ status: z.enum(enums.lead_status) })),
  closed("review", z.object({ reason: z.string().nullable() })),
  closed("suppression", z.object({ reason: z.string(), channel: z.string() }).nullable()),
  closed("consent", z.object({ basis: basis.nullable(), accepted: z.array(basis) })),
  closed("zone", z.object({ note: z.string().nullable() })),
  closed("state", z.object({ states: z.array(z.string()) })),
  closed("attempts", z.object({ attempts: count, limit: count })),
  closed(
    "callback",
    z.unknown().transform(() => null),
  ),
  closed("retry", z.object({ hours: count })),
  closed("number_limit", z.object({ limit: count, calls: count })),
  closed("gap", z.object({ minutes: count })),
  closed("holiday", z.object({ name: z.string().nullable() })),
  closed("hours", z.object({ timezones: z.array(z.string()), states: z.array(z.string()) })),
  closed("automation", z.null()),
  closed("provider", z.array(z.object({ trouble, scope, reason: z.string() }))),
  closed("spend", z.object({ cap_usd: z.number().nullable(), worst_case_usd: z.number() })),
  closed("concurrency", z.object({ limit: count })),
]);

const openGateSchema = z.object({ gate: z.enum(enums.dial_gate), is_open: z.literal(true) });

/** What `explain_lead` answers. */
export const answerSchema = z
  .object({
    lead_id: z.uuid(),
    is_due: z.boolean(),
    binding: z.enum(enums.dial_gate).nullable(),
    since: instant.nullable(),
    next_at: instant.nullable(),
    timezone: z.string().nullable(),
    timezones: z.array(z.string()),
    states: z.array(z.string()),
    gates: z.array(
      z.union([
        openGateSchema.transform(({ gate }) => ({ isOpen: true as const, gate })),
        closedGateSchema.transform(({ opens_at, ...gate }) => ({
          isOpen: false as const,
          opensAt: opens_at,
          closed: gate,
        })),
      ]),
    ),
  })
  .transform((row) => ({
    leadId: row.lead_id,
    isDue: row.is_due,
    binding: row.binding,
    since: row.since,
    nextAt: row.next_at,
    timezone: row.timezone,
    timezones: row.timezones,
    states: row.states,
    gates: row.gates,
  }));

/** Whether a lead may be called now: every gate, the one that binds, and when it could be called next. */
export type LeadAnswer = z.output<typeof answerSchema>;

/** Explains one lead under the caller's rights; undefined when it is gone or not the caller's. */
export async function explainLead(
  ctx: ReadContext,
  input: { readonly leadId: string },
): Promise<LeadAnswer | undefined> {
  const { data, error } = await ctx.db.rpc("explain_lead", {
    p_lead_id: input.leadId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("explaining a lead", error);
  return data === null ? undefined : answerSchema.parse(data);
}

const shortAnswersSchema = z.array(
  z
    .object({
      lead_id: z.uuid(),
      binding: z.enum(enums.dial_gate).nullable(),
      next_at: instant.nullable(),
    })
    .transform((row) => ({ leadId: row.lead_id, binding: row.binding, nextAt: row.next_at })),
);

/** The gate that binds (null: due) and the next instant of a call (null: only a person can change that). */
export type ShortAnswer = z.output<typeof shortAnswersSchema>[number];

/** Explains a page of leads, at most 500, in one request. */
export async function explainLeads(
  ctx: ReadContext,
  input: { readonly leadIds: readonly string[] },
): Promise<ShortAnswer[]> {
  if (input.leadIds.length === 0) return [];
  const { data, error } = await ctx.db.rpc("explain_leads", {
    p_lead_ids: [...input.leadIds],
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("explaining leads", error);
  return shortAnswersSchema.parse(data);
}

const waterfallSchema = z
  .object({
    total: count,
    due_now: count,
    statuses: z.partialRecord(z.enum(enums.lead_status), count),
    gates: z.partialRecord(z.enum(enums.dial_gate), count),
    team_gates: z.array(
      z
        .object({ gate: z.enum(enums.dial_gate), opens_at: instant.nullable() })
        .transform((row) => ({
          gate: row.gate,
          opensAt: row.opens_at,
        })),
    ),
  })
  .transform((row) => ({
    total: row.total,
    dueCount: row.due_now,
    statuses: row.statuses,
    gates: row.gates,
    teamGates: row.team_gates,
  }));

/** Where all leads of a team stand, each in one place: by status, by the gate that binds, or due. */
export type Waterfall = z.output<typeof waterfallSchema>;

export async function getWaterfall(
  ctx: ReadContext,
  input: { readonly teamId: string },
): Promise<Waterfall> {
  const { data, error } = await ctx.db.rpc("get_queue_waterfall", {
    p_team_id: input.teamId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("counting the queue", error);
  return waterfallSchema.parse(data);
}

const healthSchema = z
  .object({
    pauses: z.array(
      z.object({
        id: z.uuid(),
        scope,
        trouble,
        reason: z.string(),
        occurrences: count,
        started_at: instant,
        resume_at: instant.nullable(),
      }),
    ),
    spend: z.object({
      day: z.iso.date(),
      cap_usd: z.number().nullable(),
      reserved_usd: z.number(),
      spent_usd: z.number(),
      worst_case_usd: z.number(),
    }),
  })
  .transform((row) => ({
    pauses: row.pauses.map((pause) => ({
      id: pause.id,
      scope: pause.scope,
      trouble: pause.trouble,
      reason: pause.reason,
      occurrences: pause.occurrences,
      startedAt: pause.started_at,
      /** When a single call finds out whether it is over; null: only a person ends it. */
      resumeAt: pause.resume_at,
    })),
    spend: {
      day: row.spend.day,
      capUsd: row.spend.cap_usd,
      reservedUsd: row.spend.reserved_usd,
      spentUsd: row.spend.spent_usd,
      worstCaseUsd: row.spend.worst_case_usd,
    },
  }));

/** What pauses calls, and what today's calls have cost and may still cost. */
export type AutomationHealth = z.output<typeof healthSchema>;
export type ActivePause = AutomationHealth["pauses"][number];

export async function getAutomationHealth(
  ctx: ReadContext,
  input: { readonly teamId: string },
): Promise<AutomationHealth> {
  const { data, error } = await ctx.db.rpc("get_automation_health", {
    p_team_id: input.teamId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("reading the automation's health", error);
  return healthSchema.parse(data);
}

/**
 * Ends a pause because a person says that the trouble is over.
 *
 * @throws AppError `forbidden` for whoever is not an admin.
 */
export async function resumePause(
  ctx: ServiceContext,
  input: { readonly pauseId: string },
): Promise<{ readonly wasPaused: boolean }> {
  const { data, error } = await ctx.db.rpc("end_provider_pause", {
    p_pause_id: input.pauseId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("ending a pause", error);
  ctx.log.info({ pauseId: input.pauseId, wasPaused: data }, "pause ended by hand");
  return { wasPaused: data };
}
