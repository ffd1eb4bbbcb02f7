"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import { editLeadField, editLeadFieldSchema } from "@/lib/services/leads/edit-field";
import { createLead, updateLead } from "@/lib/services/leads/write";
import { leadFieldsSchema } from "@/lib/utils/lead-fields";

const _leadIdsSchema = z.array(z.uuid()).min(1).max(500);

export const createLeadAction = memberAction
  .metadata({ name: "leads.create" })
  .inputSchema(leadFieldsSchema)
  .action(async ({ parsedInput, ctx }) =>
    createLead(ctx, { teamId: ctx.membership.teamId, fields: parsedInput }),
  );

export const updateLeadAction = memberAction
  .metadata({ name: "leads.update" })
  .inputSchema(z.object({ leadId: z.uuid(), fields: leadFieldsSchema }))
  .action(async ({ parsedInput, ctx }) => updateLead(ctx, parsedInput));

/** Changes one field in the table itself. */
export const editLeadFieldAction = memberAction
  .metadata({ name: "leads.edit-field" })
  .inputSchema(editLeadFieldSchema)
  .action(async ({ parsedInput, ctx }) => editLeadField(ctx, parsedInput));
