"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import {
  addLeadNote,
  changeLeadNote,
  deleteLeadNote,
  noteBodySchema,
} from "@/lib/services/leads/notes";

export const addNoteAction = memberAction
  .metadata({ name: "leads.add-note" })
  .inputSchema(
    z.object({
      leadId: z.uuid(),
      body: noteBodySchema,
      notedAt: z.iso.datetime({ offset: true }).optional(),
    }),
  )
  .action(async ({ parsedInput, ctx }) =>
    addLeadNote(ctx, { teamId: ctx.membership.teamId, ...parsedInput }),
  );

export const changeNoteAction = memberAction
  .metadata({ name: "leads.change-note" })
  .inputSchema(z.object({ noteId: z.uuid(), body: noteBodySchema }))
  .action(async ({ parsedInput, ctx }) => {
    await changeLeadNote(ctx, parsedInput);
    return { isChanged: true };
  });

export const deleteNoteAction = memberAction
  .metadata({ name: "leads.delete-note" })
  .inputSchema(z.object({ noteId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => deleteLeadNote(ctx, parsedInput));
