"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import { AppError } from "@/lib/errors";
import { endOpenCall, sayInOpenCall, spokenTextSchema } from "@/lib/services/calls/intervene";
import { createServiceClient } from "@/lib/supabase";
import type { ControlResult } from "@/lib/vapi/monitor";

export const sayInCallAction = memberAction
  .metadata({ name: "calls.say" })
  .inputSchema(z.object({ callId: z.uuid(), text: spokenTextSchema }))
  .action(async ({ parsedInput, ctx }) => {
    const { user, ...own } = ctx;
    return confirm(
      await sayInOpenCall(
        { user: own, privileged: createServiceClient() },
        { ...parsedInput, userId: user.id },
      ),
    );
  });

export const endCallAction = memberAction
  .metadata({ name: "calls.end" })
  .inputSchema(z.object({ callId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    const { user, ...own } = ctx;
    return confirm(
      await endOpenCall(
        { user: own, privileged: createServiceClient() },
        { ...parsedInput, userId: user.id },
      ),
    );
  });

/** What the provider did not do becomes a sentence for whoever asked. */
function confirm(result: ControlResult): { readonly isDone: true } {
  if (result.kind === "ok") return { isDone: true };
  if (result.kind === "gone") {
    throw new AppError("conflict", "the provider does not have the call on the line", {
      userMessage: "Nobody is on the line: the call has not been answered yet, or it has ended.",
    });
  }
  throw new AppError("provider", `control refused: ${result.reason}`, {
    userMessage: `${result.reason} Try again.`,
  });
}
