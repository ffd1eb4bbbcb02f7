"use server";

import { z } from "zod";
import { adminAction, memberAction } from "@/lib/action-client";
import { importSuppressionRows, suppressionChunkSchema } from "@/lib/services/suppression-import";
import {
  addSuppressions,
  removeSuppression,
  suppressionReasonSchema,
} from "@/lib/services/suppressions";
import { readAddressLines } from "@/lib/utils/addresses";

/** Takes lines as they were typed; puts nothing on the list while one of them cannot be read. */
export const addSuppressionsAction = memberAction
  .metadata({ name: "suppressions.add" })
  .inputSchema(z.object({ lines: z.string().max(100_000), reason: suppressionReasonSchema }))
  .action(async ({ parsedInput: { lines, reason }, ctx }) => {
    const { addresses, unreadable } = readAddressLines(lines);
    if (unreadable.length > 0) return { kind: "unreadable" as const, unreadable };
    const { addedCount } = await addSuppressions(ctx, {
      teamId: ctx.membership.teamId,
      addresses,
      reason,
      source: "staff",
    });
    return { kind: "added" as const, addedCount, knownCount: addresses.length - addedCount };
  });

export const importSuppressionsAction = memberAction
  .metadata({ name: "suppressions.import" })
  .inputSchema(suppressionChunkSchema)
  .action(async ({ parsedInput, ctx }) =>
    importSuppressionRows(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );

export const removeSuppressionAction = adminAction
  .metadata({ name: "suppressions.remove" })
  .inputSchema(z.object({ suppressionId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await removeSuppression(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    return { isDone: true };
  });
