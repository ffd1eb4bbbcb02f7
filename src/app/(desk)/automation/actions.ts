"use server";

import { z } from "zod";
import { adminAction, memberAction } from "@/lib/action-client";
import { createServiceContext } from "@/lib/server-context";
import { resumePause } from "@/lib/services/automation/answers";
import { runAutomationForTeam } from "@/lib/services/automation/run";
import { enforceRequestLimit } from "@/lib/services/request-limits";

/**
 * Runs the automation now, by the same rules and limits as every five minutes. The run itself needs the service role:
 * it claims leads and writes calls, which no member may do by hand.
 */
export const runNowAction = memberAction
  .metadata({ name: "automation.run-now" })
  .action(async ({ ctx }) => {
    const { teamId } = ctx.membership;
    const service = createServiceContext("automation", ctx.actor);
    await enforceRequestLimit(service.db, {
      key: `run-now:${teamId}`,
      limit: 10,
      windowSeconds: 60,
    });
    const { claimed, placed, settled, error } = await runAutomationForTeam(service, {
      teamId,
      trigger: "manual",
      startedBy: ctx.user.id,
    });
    return { claimed, placed, settled, error: error ?? null };
  });

/** Calls go on after trouble with the provider: a person says that it is over. */
export const resumePauseAction = adminAction
  .metadata({ name: "automation.resume-pause" })
  .inputSchema(z.object({ pauseId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => resumePause(ctx, parsedInput));
