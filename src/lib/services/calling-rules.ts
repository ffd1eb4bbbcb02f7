import { z } from "zod";
import type { ServiceContext } from "../context";
import { AppError, databaseError, type ErrorCode } from "../errors";

/** Federal outer limit (47 CFR 64.1200(c)(1)); the tables hold it too. */
export const FIRST_LEGAL_TIME = "08:00";
export const LAST_LEGAL_TIME = "21:00";

const DAY_NAMES = { weekday: "weekdays", saturday: "Saturdays", sunday: "Sundays" } as const;

export type RuleDay = keyof typeof DAY_NAMES;

function legalTime(day: RuleDay) {
  const message = `Hours on ${DAY_NAMES[day]} must lie between 08:00 and 21:00: the law allows no others.`;
  return z
    .string()
    .regex(/^\d\d:\d\d(:\d\d)?$/, message)
    .transform((time) => time.slice(0, 5))
    .refine((time) => time >= FIRST_LEGAL_TIME && time <= LAST_LEGAL_TIME, message);
}

function optionalWhole(name: string, min: number, max: number) {
  const message = `${name} must be a whole number from ${min} to ${max}, or empty.`;
  return z.number({ error: message }).int(message).min(min, message).max(max, message).nullable();
}

const policyShape = {
  weekday_start: legalTime("weekday"),
  weekday_end: legalTime("weekday"),
  /** Null: no calls on Saturdays. */
  saturday_start: legalTime("saturday").nullable(),
  saturday_end: legalTime("saturday").nullable(),
  sunday_start: legalTime("sunday").nullable(),
  sunday_end: legalTime("sunday").nullable(),
  allows_holidays: z.boolean(),
  /** Null: only the team's own limit holds. */
  max_attempts_24h: optionalWhole("Calls per number in 24 hours", 1, 10),
  min_gap_minutes: optionalWhole("Minutes between two calls", 0, 1440),
};

/** What an admin may decide for one state, named as in the database. */
export const ruleChangeSchema = z
  .object({
    state: z.string().regex(/^[A-Z]{2}$/),
    ...policyShape,
    is_allowed: z.boolean(),
    reason: z
      .string()
      .trim()
      .min(1, "Say why, for whoever asks later.")
      .max(500, "The reason has at most 500 characters."),
  })
  .superRefine((rule, context) => {
    for (const day of ["weekday", "saturday", "sunday"] as const) {
      const start = rule[`${day}_start`];
      const end = rule[`${day}_end`];
      if (start === null && end === null) continue;
      if (start !== null && end !== null && start < end) continue;
      const message = `The last hour on ${DAY_NAMES[day]} must be after the first.`;
      context.addIssue({ code: "custom", path: [`${day}_end`], message });
    }
  });

export type RuleChange = z.output<typeof ruleChangeSchema>;

const statePolicySchema = z.object(policyShape);

const listedRuleSchema = z
  .object({
    state: z.string(),
    default: z.object({
      ...policyShape,
      needs_registration: z.boolean(),
      source: z.string(),
      verified_on: z.iso.date(),
      note: z.string().nullable(),
    }),
    own: z
      .object({
        ...policyShape,
        is_allowed: z.boolean(),
        reason: z.string(),
        changed_by: z.uuid().nullable(),
        updated_at: z.string(),
      })
      .nullable(),
    lead_count: z.int().min(0),
  })
  .transform((row) => ({
    state: row.state,
    /** What holds: the team's own rule, otherwise the default. */
    policy: statePolicySchema.parse(row.own ?? row.default),
    isAllowed: row.own ? row.own.is_allowed : !row.default.needs_registration,
    default: statePolicySchema.parse(row.default),
    needsRegistration: row.default.needs_registration,
    source: row.default.source,
    verifiedOn: row.default.verified_on,
    note: row.default.note,
    /** What the team decided, undefined while the default holds. */
    own: row.own
      ? {
          reason: row.own.reason,
          changedBy: row.own.changed_by,
          changedAt: row.own.updated_at,
        }
      : undefined,
    /** Pending leads that plausibly are in the state. */
    leadCount: row.lead_count,
  }));

export type StatePolicy = z.output<typeof statePolicySchema>;
export type CallingRule = z.output<typeof listedRuleSchema>;

interface OfTeam {
  readonly teamId: string;
}

/** The rules of all states as they hold for a team, by the state's code. */
export async function listCallingRules(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: OfTeam,
): Promise<CallingRule[]> {
  const { data, error } = await ctx.db.rpc("list_calling_rules", { p_team_id: teamId });
  if (error) throw databaseError("listing the calling rules", error);
  return z.array(listedRuleSchema).parse(data);
}

/**
 * Puts a team's own rule in place of a state's default.
 *
 * @throws AppError `forbidden` for whoever is not an admin of the team.
 */
export async function saveCallingRule(
  ctx: ServiceContext,
  { teamId, rule }: OfTeam & { readonly rule: RuleChange },
): Promise<void> {
  const { state, ...policy } = rule;
  const values = { ...policy, changed_by: userOf(ctx) };
  // Not an upsert: that would write team and state again, which nobody may change.
  const updated = await ctx.db
    .from("team_calling_rules")
    .update(values)
    .eq("team_id", teamId)
    .eq("state", state)
    .select("id");
  if (updated.error) throw ruleError("changing a calling rule", updated.error);
  if (updated.data.length === 0) {
    const { error } = await ctx.db
      .from("team_calling_rules")
      .insert({ ...values, team_id: teamId, state });
    if (error) throw ruleError("adding a calling rule", error);
  }
  ctx.log.info({ teamId, state, isAllowed: rule.is_allowed }, "calling rule changed");
}

/**
 * Puts on record that the registration which some states ask of telephone sellers is in place: they may be called from
 * now on, within the hours that hold for them.
 *
 * @throws AppError `forbidden` for whoever is not an admin of the team.
 */
export async function confirmRegistrations(
  ctx: ServiceContext,
  { teamId, states, reason }: OfTeam & { readonly states: readonly string[]; reason: string },
): Promise<void> {
  const rules = await listCallingRules(ctx, { teamId });
  const asked = rules.filter((rule) => states.includes(rule.state));
  const decision = { is_allowed: true, reason, changed_by: userOf(ctx) };
  const changed = asked.filter((rule) => rule.own).map((rule) => rule.state);
  if (changed.length > 0) {
    const { error } = await ctx.db
      .from("team_calling_rules")
      .update(decision)
      .eq("team_id", teamId)
      .in("state", changed);
    if (error) throw ruleError("confirming registrations", error);
  }
  const fresh = asked
    .filter((rule) => !rule.own)
    .map((rule) => ({ ...rule.policy, ...decision, team_id: teamId, state: rule.state }));
  if (fresh.length > 0) {
    const { error } = await ctx.db.from("team_calling_rules").insert(fresh);
    if (error) throw ruleError("confirming registrations", error);
  }
  ctx.log.info({ teamId, states }, "registrations confirmed");
}

/**
 * Lets the default of a state hold again; a registration that was confirmed is forgotten.
 *
 * @throws AppError `forbidden` for whoever is not an admin of the team.
 */
export async function resetCallingRule(
  ctx: ServiceContext,
  { teamId, state }: OfTeam & { readonly state: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("team_calling_rules")
    .delete()
    .eq("team_id", teamId)
    .eq("state", state)
    .select("id");
  if (error) throw ruleError("resetting a calling rule", error);
  if (data.length > 0) return ctx.log.info({ teamId, state }, "calling rule reset");
  throw new AppError("not_found", "no own rule that the caller may delete", {
    userMessage: "This state has its default already. Load the page again.",
  });
}

function userOf(ctx: ServiceContext): string {
  if (ctx.actor.kind === "user") return ctx.actor.userId;
  throw new AppError("forbidden", "calling rules are decided by a user");
}

const RULE_SENTENCES: Partial<Record<ErrorCode, string>> = {
  forbidden: "Only an admin of your team can change the calling rules.",
  conflict: "Somebody else changed this rule at the same moment. Load the page again.",
};

function ruleError(doing: string, failure: Parameters<typeof databaseError>[1]): AppError {
  const known = databaseError(doing, failure);
  const userMessage = RULE_SENTENCES[known.code];
  return userMessage
    ? new AppError(known.code, known.message, { userMessage, cause: failure })
    : known;
}
