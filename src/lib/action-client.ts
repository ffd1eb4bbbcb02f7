import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import { createUserContext, requireMembership, requireUser } from "./auth";
import { AppError, userMessageOf } from "./errors";
import { createLog } from "./log";

/** For everybody. What goes wrong comes back as one sentence; the details are in the log under the request's id. */
export const publicAction = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string() }),
  defaultValidationErrorsShape: "flattened",
  handleServerError: async (error, { metadata }) => {
    const requestId = (await headers()).get("x-request-id") ?? randomUUID();
    const known =
      error instanceof AppError ? error : new AppError("internal", "unexpected", { cause: error });
    const fields = { error, code: known.code, action: metadata?.name, requestId, ...known.context };
    createLog("action")[known.status < 500 ? "info" : "error"](fields, known.message);
    const message = userMessageOf(known);
    return known.userMessage ? message : `${message} (Reference: ${requestId})`;
  },
});

/** For whoever is signed in; acts under row level security. */
export const userAction = publicAction.use(async ({ next, metadata }) => {
  const user = await requireUser();
  return next({ ctx: { ...(await createUserContext(metadata.name)), user } });
});

/** For members of the team who may change things: not for viewers. */
export const memberAction = userAction.use(async ({ next, ctx }) => {
  const membership = await requireMembership();
  if (membership.role === "viewer") {
    throw new AppError("forbidden", "a viewer may not change anything", {
      userMessage: "You can look, but not change anything: ask an admin of your team for the role.",
    });
  }
  return next({ ctx: { ...ctx, membership } });
});

/** For the team's admins. */
export const adminAction = memberAction.use(async ({ next, ctx }) => {
  if (ctx.membership.role !== "admin") {
    throw new AppError("forbidden", "only an admin may do this", {
      userMessage: "Only an admin of your team can change this.",
    });
  }
  return next({ ctx });
});
