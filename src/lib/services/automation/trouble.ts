import "server-only";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import type { ProviderTrouble } from "../../utils/provider-trouble";
import { checkProvider } from "../../vapi";

interface TroubleReport {
  readonly teamId: string;
  /** Which of our numbers the call was to come from. */
  readonly phoneNumberId: string | null;
  readonly trouble: ProviderTrouble;
  /** The provider's own words. */
  readonly reason: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** Pauses what the trouble concerns: a number, a team or everybody. Met again it pauses longer. */
export async function reportTrouble(ctx: ServiceContext, report: TroubleReport): Promise<void> {
  const { error } = await ctx.db.rpc("report_provider_trouble", {
    p_team_id: report.teamId,
    // The generated types do not know that an argument may be null.
    p_phone_number_id: report.phoneNumberId as string,
    p_trouble: report.trouble,
    p_reason: report.reason,
    p_now: ctx.now().toISOString(),
    ...(report.retryAfterSeconds === undefined
      ? {}
      : { p_retry_after_seconds: report.retryAfterSeconds }),
  });
  if (error) throw databaseError("reporting trouble at the provider", error);
  ctx.log.warn(
    { teamId: report.teamId, trouble: report.trouble, reason: report.reason },
    "trouble at the phone provider",
  );
}

type Trouble = Database["public"]["Enums"]["provider_trouble"];

/** What a request that dials nobody can find out; for the others a single call does. */
const ANSWERED_BY_LOOKING: ReadonlySet<Trouble> = new Set(["bad_key", "misconfigured", "outage"]);

/**
 * Before a team calls again after trouble: asks the provider for what costs nothing, so that no lead is claimed for a
 * key that is still wrong. That nothing is found wrong does not end a pause, because some trouble shows only in a call:
 * the claim lets one through.
 *
 * @returns why not to claim now, in the provider's words; undefined to go on.
 */
export async function probeProvider(
  ctx: ServiceContext,
  teamId: string,
): Promise<string | undefined> {
  const due = await listDueProbes(ctx, teamId);
  if (!due.some((trouble) => ANSWERED_BY_LOOKING.has(trouble))) return undefined;
  const found = await checkProvider(getEnv().VAPI_PHONE_NUMBER_ID);
  if (found.kind === "ok") return undefined;
  await reportTrouble(ctx, { teamId, phoneNumberId: null, ...found });
  return found.reason;
}

async function listDueProbes(ctx: ServiceContext, teamId: string): Promise<Trouble[]> {
  const { data, error } = await ctx.db.rpc("list_due_probes", {
    p_team_id: teamId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("listing pauses that may be over", error);
  return data;
}
