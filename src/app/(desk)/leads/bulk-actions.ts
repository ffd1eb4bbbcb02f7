"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import {
  cancelLeadAction,
  continueLeadAction,
  startLeadAction,
  undoLeadAction,
} from "@/lib/services/leads/bulk";
import { startLeadActionSchema } from "@/lib/services/leads/lead-action";

const actionIdSchema = z.object({ actionId: z.uuid() });

/** Begins to do something to a selection of leads; goes on with `continueLeadActionAction` until it is finished. */
export const startLeadActionAction = memberAction
  .metadata({ name: "leads.bulk-start" })
  .inputSchema(startLeadActionSchema)
  .action(async ({ parsedInput, ctx }) =>
    startLeadAction(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );

export const continueLeadActionAction = memberAction
  .metadata({ name: "leads.bulk-continue" })
  .inputSchema(actionIdSchema)
  .action(async ({ parsedInput, ctx }) => continueLeadAction(ctx, parsedInput.actionId));

export const cancelLeadActionAction = memberAction
  .metadata({ name: "leads.bulk-cancel" })
  .inputSchema(actionIdSchema)
  .action(async ({ parsedInput, ctx }) => cancelLeadAction(ctx, parsedInput.actionId));

/** Called until it is finished, like the action itself. */
export const undoLeadActionAction = memberAction
  .metadata({ name: "leads.bulk-undo" })
  .inputSchema(actionIdSchema)
  .action(async ({ parsedInput, ctx }) => undoLeadAction(ctx, parsedInput.actionId));
