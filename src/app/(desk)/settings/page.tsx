import type { Metadata } from "next";
import Link from "next/link";
import { CompanySettings } from "@/components/settings/company-settings";
import { TeamSettings } from "@/components/settings/team-settings";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { createUserContext, requireMembership, requireUser } from "@/lib/auth";
import { getSettings } from "@/lib/services/settings";
import { listInvitations, listMembers } from "@/lib/services/team";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const [user, membership] = await Promise.all([requireUser(), requireMembership()]);
  const ctx = await createUserContext("settings");
  const [settings, members, invitations] = await Promise.all([
    getSettings(ctx, membership),
    listMembers(ctx, membership),
    listInvitations(ctx, membership),
  ]);
  const isAdmin = membership.role === "admin";
  return (
    <div className="mx-auto w-full max-w-3xl">
      <PageHeader
        title="Settings"
        description="Your company, what e-mails say, and who is in the team."
      />
      {isAdmin ? null : (
        <Notice kind="info" className="mb-4">
          You can look, but only an admin of your team can change these.
        </Notice>
      )}
      <div className="flex flex-col gap-6">
        <CompanySettings teamName={membership.teamName} settings={settings} isAdmin={isAdmin} />
        <Panel
          title="Calling rules and holidays"
          actions={
            <Button asChild>
              <Link href="/automation/rules">Open the calling rules</Link>
            </Button>
          }
        >
          <p className="text-[0.8125rem] text-muted">
            When each state lets you call, which registrations are in place, and the days on which
            you call nobody.
          </p>
        </Panel>
        <TeamSettings
          members={members}
          invitations={invitations}
          userId={user.id}
          isAdmin={isAdmin}
        />
      </div>
    </div>
  );
}
