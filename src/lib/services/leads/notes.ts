import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { cleanText } from "../../utils/text";

export const noteBodySchema = z
  .string()
  .transform(cleanText)
  .pipe(
    z
      .string()
      .min(1, "Write something first.")
      .max(5000, "A note has at most 5,000 characters. Split it."),
  );

/** Writes a note about a lead, in the caller's name; `notedAt` puts one back that was deleted. */
export async function addLeadNote(
  ctx: ServiceContext,
  input: {
    readonly teamId: string;
    readonly leadId: string;
    readonly body: string;
    readonly notedAt?: string | undefined;
  },
): Promise<{ readonly noteId: string }> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "a note is written by a user");
  const { data, error } = await ctx.db
    .from("lead_notes")
    .insert({
      team_id: input.teamId,
      lead_id: input.leadId,
      author_id: ctx.actor.userId,
      body: input.body,
      noted_at: input.notedAt ?? ctx.now().toISOString(),
    })
    .select("id")
    .single();
  if (error) throw databaseError("writing a note", error);
  return { noteId: data.id };
}

/**
 * Changes the words of one's own note.
 *
 * @throws AppError `not_found` when it is gone or somebody else's.
 */
export async function changeLeadNote(
  ctx: ServiceContext,
  input: { readonly noteId: string; readonly body: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("lead_notes")
    .update({ body: input.body })
    .eq("id", input.noteId)
    .select("id");
  if (error) throw databaseError("changing a note", error);
  if (data.length === 0) throw notYours();
}

/**
 * Deletes one's own note and gives back what it takes to put it back.
 *
 * @throws AppError `not_found` when it is gone or somebody else's.
 */
export async function deleteLeadNote(
  ctx: ServiceContext,
  { noteId }: { readonly noteId: string },
): Promise<{ readonly leadId: string; readonly body: string; readonly notedAt: string }> {
  const { data, error } = await ctx.db
    .from("lead_notes")
    .delete()
    .eq("id", noteId)
    .select("lead_id, body, noted_at")
    .maybeSingle();
  if (error) throw databaseError("deleting a note", error);
  if (!data) throw notYours();
  return { leadId: data.lead_id, body: data.body, notedAt: data.noted_at };
}

function notYours(): AppError {
  return new AppError("not_found", "no such note of the caller", {
    userMessage: "This note is gone, or it is somebody else's: only its author can change it.",
  });
}
