import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AuthCard } from "@/components/auth/auth-card";
import { CreateTeamForm } from "@/components/auth/create-team-form";
import { JoinTeamForm } from "@/components/auth/join-team-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { createUserContext, requireUser } from "@/lib/auth";
import { INVITATION_COOKIE_NAME, isInvitationToken } from "@/lib/invitation-cookie";
import { canCreateFirstTeam } from "@/lib/services/team";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  const user = await requireUser();
  const isInvited = isInvitationToken((await cookies()).get(INVITATION_COOKIE_NAME)?.value);
  const isFirst = await canCreateFirstTeam(await createUserContext("welcome"));
  const footer = (
    <p>
      Signed in as {user.email}. <SignOutButton />
    </p>
  );
  if (isFirst) {
    return (
      <AuthCard
        title="Set up your team"
        description="You are the first here, so you become its admin. Invite the others later, under Settings."
        footer={footer}
      >
        <CreateTeamForm />
      </AuthCard>
    );
  }
  if (isInvited) {
    return (
      <AuthCard
        title="Join your team"
        description="You opened an invitation link. It works once, for the address that it was made for."
        footer={footer}
      >
        <JoinTeamForm />
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Ask for an invitation"
      description={`You have an account, but belong to no team yet. Ask an admin of your team to invite ${user.email} under Settings, and open the link that they send you.`}
      footer={footer}
    >
      {null}
    </AuthCard>
  );
}
