"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/lib/action-client";
import { getEnv } from "@/lib/env";
import { settingsChangesSchema, updateSettings } from "@/lib/services/settings";
import {
  changeMemberRole,
  invitationSchema,
  inviteToTeam,
  removeMember,
  renameTeam,
  revokeInvitation,
  teamNameSchema,
  teamRoleSchema,
} from "@/lib/services/team";

/** Renames the team; its name stands in the frame of every page. */
export const renameTeamAction = adminAction
  .metadata({ name: "rename-team" })
  .inputSchema(z.object({ name: teamNameSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await renameTeam(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    revalidatePath("/", "layout");
  });

/** Changes the settings that are named. */
export const updateSettingsAction = adminAction
  .metadata({ name: "update-settings" })
  .inputSchema(settingsChangesSchema)
  .action(async ({ parsedInput: changes, ctx }) => {
    const settings = await updateSettings(ctx, { teamId: ctx.membership.teamId, changes });
    revalidatePath("/settings");
    return settings;
  });

/** Makes an invitation; the link comes back once and cannot be shown again. */
export const inviteAction = adminAction
  .metadata({ name: "invite" })
  .inputSchema(invitationSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { token } = await inviteToTeam(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    revalidatePath("/settings");
    return { email: parsedInput.email, link: `${getEnv().APP_URL}/signup?invite=${token}` };
  });

export const revokeInvitationAction = adminAction
  .metadata({ name: "revoke-invitation" })
  .inputSchema(z.object({ invitationId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await revokeInvitation(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    revalidatePath("/settings");
  });

export const changeRoleAction = adminAction
  .metadata({ name: "change-role" })
  .inputSchema(z.object({ memberId: z.uuid(), role: teamRoleSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await changeMemberRole(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    revalidatePath("/", "layout");
  });

export const removeMemberAction = adminAction
  .metadata({ name: "remove-member" })
  .inputSchema(z.object({ memberId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await removeMember(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    revalidatePath("/", "layout");
  });
