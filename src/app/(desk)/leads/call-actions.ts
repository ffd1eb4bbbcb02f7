"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import { createServiceContext } from "@/lib/server-context";
import { callLeadNow } from "@/lib/services/automation/call-now";
import { enforceRequestLimit } from "@/lib/services/request-limits";

/**
 * Calls one lead at once, through the gates of the automation. The claim needs the service role: it writes calls, which
 * no member may do by hand.
 */
export const callLeadNowAction = memberAction
  .metadata({ name: "leads.call-now" })
  .inputSchema(z.object({ leadId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    const { teamId } = ctx.membership;
    const service = createServiceContext("automation", ctx.actor);
    await enforceRequestLimit(service.db, {
      key: `call-now:${teamId}`,
      limit: 30,
      windowSeconds: 60,
    });
    return callLeadNow(ctx, service, { teamId, leadId: parsedInput.leadId, userId: ctx.user.id });
  });
