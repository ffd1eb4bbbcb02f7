"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { userAction } from "@/lib/action-client";
import { AppError } from "@/lib/errors";
import { INVITATION_COOKIE_NAME, isInvitationToken } from "@/lib/invitation-cookie";
import { acceptInvitation, createFirstTeam, teamNameSchema } from "@/lib/services/team";
import { HOME_PATH } from "@/lib/utils/safe-path";

/** Founds the first team of this deployment. */
export const createTeamAction = userAction
  .metadata({ name: "create-first-team" })
  .inputSchema(z.object({ name: teamNameSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await createFirstTeam(ctx, parsedInput);
    redirect("/start");
  });

/** Joins the team of the invitation whose link this browser opened. */
export const joinTeamAction = userAction
  .metadata({ name: "accept-invitation" })
  .action(async ({ ctx }) => {
    const store = await cookies();
    const token = store.get(INVITATION_COOKIE_NAME)?.value;
    if (!isInvitationToken(token)) {
      throw new AppError("bad_request", "no invitation in this browser", {
        userMessage: "Open the invitation link again, in this browser.",
      });
    }
    await acceptInvitation(ctx, { token });
    store.delete(INVITATION_COOKIE_NAME);
    redirect(HOME_PATH);
  });
