import { z } from "zod";
import { consentSchema } from "../../utils/consent-texts";
import { suppressionReasonSchema } from "../suppressions";
import { leadSelectionSchema } from "./lead-query-schema";

/** What can be done to many leads at once. `scheduled` and `calling` follow from bookings and calls alone. */
export const leadActionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("set_status"),
    status: z.enum(["pending", "not_interested", "no_answer"]),
  }),
  z.object({ kind: z.literal("requeue") }),
  z.object({ kind: z.literal("assign_list"), listId: z.uuid().nullable() }),
  z.object({ kind: z.literal("delete") }),
  z.object({ kind: z.literal("suppress"), reason: suppressionReasonSchema }),
  z.object({ kind: z.literal("attest"), consent: consentSchema }),
]);

export type LeadAction = z.output<typeof leadActionSchema>;
export type LeadActionKind = LeadAction["kind"];

export const startLeadActionSchema = z.object({
  selection: leadSelectionSchema,
  action: leadActionSchema,
});

/** How far an action, or its undoing, has come. */
export interface LeadActionProgress {
  readonly actionId: string;
  readonly kind: LeadActionKind;
  readonly state: "running" | "finished" | "cancelled" | "undone";
  /** The leads that were selected when it began. */
  readonly total: number;
  readonly done: number;
  /** Of those done; the others were in a call, gone, or already as they should be. */
  readonly changed: number;
  /** Of the changed ones, how many undo has come to, and how many of them are as before. */
  readonly undone: number;
  readonly restored: number;
  /** Nothing is left to do: neither to work through nor to undo. */
  readonly isFinished: boolean;
}
