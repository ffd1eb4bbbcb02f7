import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants, type Json } from "../../database.types";
import { databaseError } from "../../errors";
import type { RuleChange } from "../calling-rules";
import type { SettingsChanges } from "../settings";

/** A policy that is not saved yet. What is not named stays as it is. */
export interface PolicyChanges {
  readonly settings?: SettingsChanges;
  /** A rule that is only named by its state stands for "back to the default". */
  readonly rules?: readonly (RuleChange | { readonly state: string })[];
  /** All days (`2026-12-24`) on which the team calls nobody, in place of the present ones. */
  readonly holidays?: readonly string[];
}

const count = z.int().min(0);
const state = z.string().transform((code) => (code === "" ? undefined : code));

const previewSchema = z
  .object({
    due_before: count,
    due_after: count,
    gained: count,
    lost: count,
    gained_where: z.array(z.object({ state, timezone: z.string().nullable(), count })),
    lost_where: z.array(
      z.object({
        state,
        timezone: z.string().nullable(),
        gate: z.enum(Constants.public.Enums.dial_gate).nullable(),
        count,
      }),
    ),
  })
  .transform((row) => ({
    dueBefore: row.due_before,
    dueAfter: row.due_after,
    gained: row.gained,
    lost: row.lost,
    /** The largest groups first, twelve at most; a lead counts to the first of its states. */
    gainedWhere: row.gained_where,
    lostWhere: row.lost_where,
  }));

/** Which leads could be called at this moment under the changed policy, and which could not any more. */
export type PolicyPreview = z.output<typeof previewSchema>;

/** Asks the gates of every pending lead with the present and with the changed policy; saves nothing. */
export async function previewPolicy(
  ctx: Pick<ServiceContext, "db" | "now">,
  input: { readonly teamId: string; readonly changes: PolicyChanges },
): Promise<PolicyPreview> {
  const { data, error } = await ctx.db.rpc("preview_policy", {
    p_team_id: input.teamId,
    // Plain data by its type; an interface has no index signature, which Json asks for.
    p_changes: { ...input.changes } as { [key: string]: Json },
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("previewing a policy", error);
  return previewSchema.parse(data);
}
