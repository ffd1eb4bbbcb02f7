"use server";

import { memberAction } from "@/lib/action-client";
import { attestImportConsent } from "@/lib/services/consents";
import { getImportProgress, getMapping } from "@/lib/services/imports/progress";
import { listRefusals } from "@/lib/services/imports/refusals";
import { finishImport } from "@/lib/services/imports/rows";
import { importIdSchema, mappingSchema, startImportSchema } from "@/lib/services/imports/schema";
import { cancelImport, startImport } from "@/lib/services/imports/start";
import { undoImport } from "@/lib/services/imports/undo";
import { consentSchema } from "@/lib/utils/consent-texts";

/** Begins an import, or finds the running one of the same file. Its rows go to `/api/imports/[id]/rows`. */
export const startImportAction = memberAction
  .metadata({ name: "imports.start" })
  .inputSchema(startImportSchema)
  .action(async ({ parsedInput, ctx }) =>
    startImport(ctx, { ...parsedInput, teamId: ctx.membership.teamId }),
  );

export const cancelImportAction = memberAction
  .metadata({ name: "imports.cancel" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => cancelImport(ctx, parsedInput.importId));

/** Called until the import is no longer running. */
export const finishImportAction = memberAction
  .metadata({ name: "imports.finish" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => finishImport(ctx, parsedInput.importId));

/** Called until it is finished. */
export const undoImportAction = memberAction
  .metadata({ name: "imports.undo" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => undoImport(ctx, parsedInput.importId));

export const listRefusalsAction = memberAction
  .metadata({ name: "imports.list-refusals" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => listRefusals(ctx, parsedInput.importId));

export const getImportProgressAction = memberAction
  .metadata({ name: "imports.progress" })
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => getImportProgress(ctx, parsedInput.importId));

/** What the columns meant the last time that the team imported a file with these headers; null when it never did. */
export const getMappingAction = memberAction
  .metadata({ name: "imports.mapping" })
  .inputSchema(mappingSchema)
  .action(async ({ parsedInput, ctx }) => {
    const input = { ...parsedInput, teamId: ctx.membership.teamId };
    return (await getMapping(ctx, input)) ?? null;
  });

/** For an import that came in without a basis. */
export const attestImportConsentAction = memberAction
  .metadata({ name: "imports.attest-consent" })
  .inputSchema(importIdSchema.extend({ consent: consentSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await attestImportConsent(ctx, { ...parsedInput, teamId: ctx.membership.teamId });
    return { isDone: true };
  });
