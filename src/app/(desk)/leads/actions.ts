"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import { attestConsent } from "@/lib/services/consents";
import { editLeadField, editLeadFieldSchema } from "@/lib/services/leads/edit-field";
import {
  createLead,
  deleteLeads,
  markNotInterested,
  requeueLead,
  updateLead,
} from "@/lib/services/leads/write";
import { suppressionReasonSchema, suppressLeads } from "@/lib/services/suppressions";
import { consentSchema } from "@/lib/utils/consent-texts";
import { leadFieldsSchema } from "@/lib/utils/lead-fields";

const leadIdsSchema = z.array(z.uuid()).min(1).max(500);

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

export const requeueLeadAction = memberAction
  .metadata({ name: "leads.requeue" })
  .inputSchema(z.object({ leadId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await requeueLead(ctx, parsedInput.leadId);
    return { isDone: true };
  });

export const markNotInterestedAction = memberAction
  .metadata({ name: "leads.mark-not-interested" })
  .inputSchema(z.object({ leadId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await markNotInterested(ctx, parsedInput.leadId);
    return { isDone: true };
  });

export const deleteLeadsAction = memberAction
  .metadata({ name: "leads.delete" })
  .inputSchema(z.object({ leadIds: leadIdsSchema }))
  .action(async ({ parsedInput, ctx }) => deleteLeads(ctx, parsedInput.leadIds));

export const suppressLeadsAction = memberAction
  .metadata({ name: "leads.suppress" })
  .inputSchema(z.object({ leadIds: leadIdsSchema, reason: suppressionReasonSchema }))
  .action(async ({ parsedInput, ctx }) => suppressLeads(ctx, parsedInput));

export const attestConsentAction = memberAction
  .metadata({ name: "leads.attest-consent" })
  .inputSchema(z.object({ leadIds: leadIdsSchema, consent: consentSchema }))
  .action(async ({ parsedInput, ctx }) =>
    attestConsent(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );
