"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Member, OpenInvitation } from "@/lib/services/team";
import { InvitationRows } from "./invitation-rows";
import { InviteDialog } from "./invite-dialog";
import { MemberRow } from "./member-row";

interface TeamSettingsProps {
  readonly members: readonly Member[];
  readonly invitations: readonly OpenInvitation[];
  readonly userId: string;
  readonly isAdmin: boolean;
}

/** Who is in the team, with which role, and who is invited. */
export function TeamSettings({ members, invitations, userId, isAdmin }: TeamSettingsProps) {
  const [isInviting, setIsInviting] = useState(false);
  return (
    <Panel
      title="Members"
      description="Admins change settings and members, members work with leads, viewers only look."
      actions={
        isAdmin ? (
          <Button onClick={() => setIsInviting(true)}>
            <UserPlus aria-hidden="true" /> Invite
          </Button>
        ) : null
      }
    >
      <ul className="divide-y divide-line">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isMe={member.userId === userId}
            isAdmin={isAdmin}
          />
        ))}
      </ul>
      {invitations.length > 0 ? <InvitationRows invitations={invitations} /> : null}
      <InviteDialog isOpen={isInviting} onOpenChange={setIsInviting} />
    </Panel>
  );
}
