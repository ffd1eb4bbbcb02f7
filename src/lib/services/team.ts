import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ServiceContext } from "../context";
import type { Database } from "../database.types";
import { AppError, databaseError } from "../errors";

export type TeamRole = Database["public"]["Enums"]["team_role"];

export const teamNameSchema = z
  .string()
  .trim()
  .min(1, "Give your team a name.")
  .max(80, "The team's name has at most 80 characters.");

export const teamRoleSchema = z.enum(["admin", "member", "viewer"]);

export const invitationSchema = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email("Enter an e-mail address like jane@company.com.")),
  role: teamRoleSchema,
});

export type Invitation = z.output<typeof invitationSchema>;

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly role: TeamRole;
  readonly joinedAt: string;
}

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: TeamRole;
  readonly expiresAt: string;
}

interface OfTeam {
  readonly teamId: string;
}

/** The people of a team, longest first. */
export async function listMembers(ctx: ServiceContext, { teamId }: OfTeam): Promise<Member[]> {
  const { data, error } = await ctx.db
    .from("team_members")
    .select("id, user_id, email, role, created_at")
    .eq("team_id", teamId)
    .order("created_at");
  if (error) throw databaseError("listing the team", error);
  return data.map((row) => ({
    id: row.id,
    userId: row.user_id,
    email: row.email,
    role: row.role,
    joinedAt: row.created_at,
  }));
}

/** Invitations that nobody has accepted yet, expired ones included; only admins see any. */
export async function listInvitations(
  ctx: ServiceContext,
  { teamId }: OfTeam,
): Promise<OpenInvitation[]> {
  const { data, error } = await ctx.db
    .from("team_invitations")
    .select("id, email, role, expires_at")
    .eq("team_id", teamId)
    .is("accepted_at", null)
    .order("created_at", { ascending: false });
  if (error) throw databaseError("listing the invitations", error);
  return data.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    expiresAt: row.expires_at,
  }));
}

/** Invites an address and returns the token, which exists nowhere else: only its hash is stored. */
export async function inviteToTeam(
  ctx: ServiceContext,
  { teamId, email, role }: OfTeam & Invitation,
): Promise<{ readonly token: string }> {
  const token = randomBytes(32).toString("base64url");
  const { error } = await ctx.db.rpc("invite_to_team", {
    p_team_id: teamId,
    p_email: email,
    p_role: role,
    p_token: token,
  });
  if (error) throw databaseError("inviting to the team", error);
  ctx.log.info({ teamId, role }, "invitation made");
  return { token };
}

/** Takes an invitation back: its link stops working. */
export async function revokeInvitation(
  ctx: ServiceContext,
  { teamId, invitationId }: OfTeam & { readonly invitationId: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("team_invitations")
    .delete()
    .eq("team_id", teamId)
    .eq("id", invitationId)
    .is("accepted_at", null)
    .select("id");
  if (error) throw databaseError("revoking an invitation", error);
  if (data.length === 0) throw gone("This invitation is used up or already revoked.");
}

/**
 * Gives a member another role.
 *
 * @throws AppError `conflict` when the team would be left without an admin.
 */
export async function changeMemberRole(
  ctx: ServiceContext,
  { teamId, memberId, role }: OfTeam & { readonly memberId: string; readonly role: TeamRole },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("team_members")
    .update({ role })
    .eq("team_id", teamId)
    .eq("id", memberId)
    .select("id");
  if (error) throw databaseError("changing a role", error);
  if (data.length === 0) throw gone("This person is no longer in the team.");
  ctx.log.info({ teamId, memberId, role }, "role changed");
}

/**
 * Takes somebody out of the team; leads, calls and the timeline stay.
 *
 * @throws AppError `conflict` when the team would be left without an admin.
 */
export async function removeMember(
  ctx: ServiceContext,
  { teamId, memberId }: OfTeam & { readonly memberId: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("team_members")
    .delete()
    .eq("team_id", teamId)
    .eq("id", memberId)
    .select("id");
  if (error) throw databaseError("removing a member", error);
  if (data.length === 0) throw gone("This person is no longer in the team.");
  ctx.log.info({ teamId, memberId }, "member removed");
}

/** Renames the team. */
export async function renameTeam(
  ctx: ServiceContext,
  { teamId, name }: OfTeam & { readonly name: string },
): Promise<void> {
  const { data, error } = await ctx.db.from("teams").update({ name }).eq("id", teamId).select("id");
  if (error) throw databaseError("renaming the team", error);
  if (data.length === 0) {
    throw new AppError("forbidden", "no team that the caller may rename", {
      userMessage: "Only an admin of your team can rename it.",
    });
  }
}

/** Whether the deployment has no team yet, so that the caller may found it. */
export async function canCreateFirstTeam(ctx: ServiceContext): Promise<boolean> {
  const { data, error } = await ctx.db.rpc("can_create_first_team");
  if (error) throw databaseError("asking for the first team", error);
  return data;
}

/** Founds the first team; the caller becomes its admin. */
export async function createFirstTeam(
  ctx: ServiceContext,
  { name }: { readonly name: string },
): Promise<void> {
  const { error } = await ctx.db.rpc("create_first_team", { p_name: name });
  if (error) throw databaseError("creating the first team", error);
}

/** Joins the team that an invitation names, if it is open and for the caller's address. */
export async function acceptInvitation(
  ctx: ServiceContext,
  { token }: { readonly token: string },
): Promise<void> {
  const { error } = await ctx.db.rpc("accept_invitation", { p_token: token });
  if (error) throw databaseError("accepting an invitation", error);
}

function gone(userMessage: string): AppError {
  return new AppError("not_found", "no such row for the caller", { userMessage });
}
