"use server";

import { z } from "zod";
import { memberAction } from "@/lib/action-client";
import { attestImportConsent } from "@/lib/services/consents";
import {
  cancelImport,
  getImportProgress,
  importChunkSchema,
  importRows,
  listRefusals,
  startImport,
  startImportSchema,
} from "@/lib/services/imports";
import { consentSchema } from "@/lib/utils/consent-texts";

const importIdSchema = z.object({ importId: z.uuid() });

export const startImportAction = memberAction
  .metadata({ name: "imports.start" })
  .inputSchema(startImportSchema)
  .action(async ({ parsedInput, ctx }) =>
    startImport(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );

export const importRowsAction = memberAction
  .metadata({ name: "imports.rows" })
  .inputSchema(importChunkSchema)
  .action(async ({ parsedInput, ctx }) => importRows(ctx, parsedInput));

export const cancelImportAction = memberAction
  .metadata({ name: "imports.cancel" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await cancelImport(ctx, parsedInput.importId);
    return { isDone: true };
  });

export const listRefusalsAction = memberAction
  .metadata({ name: "imports.list-refusals" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => listRefusals(ctx, parsedInput.importId));

export const getImportProgressAction = memberAction
  .metadata({ name: "imports.progress" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => getImportProgress(ctx, parsedInput.importId));

/** For an import that came in without a basis. */
export const attestImportConsentAction = memberAction
  .metadata({ name: "imports.attest-consent" })
  .inputSchema(importIdSchema.extend({ consent: consentSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await attestImportConsent(ctx, { ...parsedInput, teamId: ctx.membership.teamId });
    return { isDone: true };
  });
