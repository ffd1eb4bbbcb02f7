import type { ServiceContext } from "../context";
import { databaseError } from "../errors";
import { explainLeads, getWaterfall, type Waterfall } from "./automation/answers";
import { getSettings } from "./settings";

/** What a new team has done of what it takes until the first lead is dialled. */
export interface FirstSteps {
  readonly waterfall: Waterfall;
  readonly hasPostalAddress: boolean;
  readonly isAutomationOn: boolean;
  /** The first call that was ever placed or is being placed; undefined until there is one. */
  readonly firstCall: FirstCall | undefined;
  /** When the first of the leads that come next may be called, ISO 8601; undefined when none may. */
  readonly nextAt: string | undefined;
}

export interface FirstCall {
  readonly id: string;
  readonly companyName: string;
  readonly isOver: boolean;
}

type ReadContext = Pick<ServiceContext, "db" | "now">;

/** Looks under the caller's rights at how far the team has come; on the server and in the browser alike. */
export async function getFirstSteps(
  ctx: ReadContext,
  { teamId }: { readonly teamId: string },
): Promise<FirstSteps> {
  const [waterfall, settings, firstCall, nextAt] = await Promise.all([
    getWaterfall(ctx, { teamId }),
    getSettings(ctx, { teamId }),
    getFirstCall(ctx, teamId),
    findNextCall(ctx, teamId),
  ]);
  return {
    waterfall,
    hasPostalAddress: settings.postal_address !== null,
    isAutomationOn: settings.automation_enabled,
    firstCall,
    nextAt,
  };
}

async function getFirstCall(
  ctx: Pick<ServiceContext, "db">,
  teamId: string,
): Promise<FirstCall | undefined> {
  const { data, error } = await ctx.db
    .from("calls")
    .select("id, company_name, state")
    .eq("team_id", teamId)
    .neq("state", "not_placed")
    .order("claimed_at")
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError("looking for the first call", error);
  if (!data) return undefined;
  return { id: data.id, companyName: data.company_name, isOver: data.state === "ended" };
}

/** As many of the leads that come next as one request explains quickly. */
const LOOKED_AT = 50;

async function findNextCall(ctx: ReadContext, teamId: string): Promise<string | undefined> {
  const { data, error } = await ctx.db
    .from("leads")
    .select("id")
    .eq("team_id", teamId)
    .eq("status", "pending")
    .is("review_reason", null)
    .order("created_at")
    .limit(LOOKED_AT);
  if (error) throw databaseError("looking for the next lead", error);
  const answers = await explainLeads(ctx, { leadIds: data.map(({ id }) => id) });
  const times = answers.flatMap(({ nextAt }) => (nextAt ? [Date.parse(nextAt)] : []));
  return times.length > 0 ? new Date(Math.min(...times)).toISOString() : undefined;
}
