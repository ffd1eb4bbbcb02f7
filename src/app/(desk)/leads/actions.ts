"use server";

import { memberAction } from "@/lib/action-client";
import { editLead, editLeadSchema } from "@/lib/services/leads/edit";
import { createLead } from "@/lib/services/leads/write";
import { leadFieldsSchema } from "@/lib/utils/lead-fields";

export const createLeadAction = memberAction
  .metadata({ name: "leads.create" })
  .inputSchema(leadFieldsSchema)
  .action(async ({ parsedInput, ctx }) =>
    createLead(ctx, { teamId: ctx.membership.teamId, fields: parsedInput }),
  );

/** Changes fields of a lead, in the table itself or in its form. */
export const editLeadAction = memberAction
  .metadata({ name: "leads.edit" })
  .inputSchema(editLeadSchema)
  .action(async ({ parsedInput, ctx }) => editLead(ctx, parsedInput));
