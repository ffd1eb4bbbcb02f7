"use server";

import { z } from "zod";
import { memberAction, userAction } from "@/lib/action-client";
import { requireMembership } from "@/lib/auth";
import { createLeadList, deleteLeadList, renameLeadList } from "@/lib/services/leads/lists";
import { createLeadView, deleteLeadView, updateLeadView } from "@/lib/services/leads/views";

const nameSchema = z.string().trim().min(1).max(80);

const contentShape = {
  name: nameSchema,
  query: z.string().max(4000),
  layout: z.record(z.string(), z.json()),
};

/** Also for viewers, who keep views of their own; the database decides about the team's. */
export const createLeadViewAction = userAction
  .metadata({ name: "leads.create-view" })
  .inputSchema(z.object({ ...contentShape, isMine: z.boolean() }))
  .action(async ({ parsedInput, ctx }) => {
    const { teamId } = await requireMembership();
    return createLeadView(ctx, { ...parsedInput, teamId });
  });

export const renameLeadViewAction = userAction
  .metadata({ name: "leads.rename-view" })
  .inputSchema(z.object({ viewId: z.uuid(), name: nameSchema }))
  .action(async ({ parsedInput, ctx }) => updateLeadView(ctx, parsedInput));

export const updateLeadViewAction = userAction
  .metadata({ name: "leads.update-view" })
  .inputSchema(
    z.object({ viewId: z.uuid(), query: contentShape.query, layout: contentShape.layout }),
  )
  .action(async ({ parsedInput, ctx }) => updateLeadView(ctx, parsedInput));

export const deleteLeadViewAction = userAction
  .metadata({ name: "leads.delete-view" })
  .inputSchema(z.object({ viewId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await deleteLeadView(ctx, parsedInput.viewId);
    return { isDone: true };
  });

export const createLeadListAction = memberAction
  .metadata({ name: "leads.create-list" })
  .inputSchema(z.object({ name: nameSchema }))
  .action(async ({ parsedInput, ctx }) =>
    createLeadList(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );

export const renameLeadListAction = memberAction
  .metadata({ name: "leads.rename-list" })
  .inputSchema(z.object({ listId: z.uuid(), name: nameSchema }))
  .action(async ({ parsedInput, ctx }) => renameLeadList(ctx, parsedInput));

export const deleteLeadListAction = memberAction
  .metadata({ name: "leads.delete-list" })
  .inputSchema(z.object({ listId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await deleteLeadList(ctx, parsedInput.listId);
    return { isDone: true };
  });
