import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { businessNow } from "./business-clock";
import type { ServiceContext } from "./context";
import { databaseError } from "./errors";
import { createLog } from "./log";
import { createClient } from "./supabase";

export type TeamRole = "admin" | "member" | "viewer";

export interface SignedInUser {
  readonly id: string;
  readonly email: string;
}

export interface Membership {
  readonly teamId: string;
  readonly teamName: string;
  readonly role: TeamRole;
}

/** The signed-in user, or undefined. Checked with the auth server once per request. */
export const getUser = cache(async (): Promise<SignedInUser | undefined> => {
  const db = await createClient();
  const { data } = await db.auth.getClaims();
  const claims = data?.claims;
  return claims?.sub ? { id: claims.sub, email: String(claims.email ?? "") } : undefined;
});

/** The signed-in user; everybody else is sent to the login page. */
export const requireUser = cache(async (): Promise<SignedInUser> => {
  const user = await getUser();
  if (!user) redirect("/login");
  return user;
});

/** The team that the user works in; a user without one is sent to the welcome page. */
export const requireMembership = cache(async (): Promise<Membership> => {
  const user = await requireUser();
  const db = await createClient();
  const { data, error } = await db
    .from("team_members")
    .select("team_id, role, teams(name)")
    .eq("user_id", user.id)
    .order("created_at")
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError("reading the membership", error);
  if (!data) redirect("/welcome");
  return { teamId: data.team_id, teamName: data.teams.name, role: data.role };
});

/** A context that acts as the signed-in user, under row level security. */
export async function createUserContext(scope: string): Promise<ServiceContext> {
  const user = await requireUser();
  return {
    db: await createClient(),
    actor: { kind: "user", userId: user.id },
    log: createLog(scope),
    now: businessNow,
  };
}
