"use client";

import { UserMinus } from "lucide-react";
import { useAction } from "next-safe-action/hooks";
import { useState } from "react";
import { changeRoleAction, removeMemberAction } from "@/app/(desk)/settings/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { Member } from "@/lib/services/team";
import { RoleSelect, roleLabel } from "./role-select";

interface MemberRowProps {
  readonly member: Member;
  readonly isMe: boolean;
  readonly isAdmin: boolean;
}

/** One person of the team; an admin can change the role or remove them. */
export function MemberRow({ member, isMe, isAdmin }: MemberRowProps) {
  const [isConfirming, setIsConfirming] = useState(false);
  const change = useAction(changeRoleAction, {
    onSuccess: ({ input }) => toast.success(`${member.email} is now ${roleLabel(input.role)}.`),
    onError: ({ error }) => toast.error(error.serverError ?? "The role was not changed."),
  });
  const remove = useAction(removeMemberAction, {
    onSuccess: () => toast.success(`${member.email} is no longer in the team.`),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <span className="min-w-0 flex-1 basis-48 truncate" title={member.email}>
        {member.email}
        {isMe ? <span className="text-muted"> (you)</span> : null}
      </span>
      {isAdmin ? (
        <>
          <span className="w-32">
            <RoleSelect
              aria-label={`Role of ${member.email}`}
              // While the change runs it shows what was chosen, afterwards what is so.
              value={change.isPending ? (change.input?.role ?? member.role) : member.role}
              disabled={change.isPending}
              onRoleChange={(role) => change.execute({ memberId: member.id, role })}
            />
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${member.email}`}
            onClick={() => setIsConfirming(true)}
          >
            <UserMinus aria-hidden="true" />
          </Button>
        </>
      ) : (
        <span className="text-muted">{roleLabel(member.role)}</span>
      )}
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setIsConfirming}
        title={`Remove ${member.email}?`}
        description={
          isMe
            ? "You will lose access to the team at once. Only another admin can let you in again."
            : "They lose access at once. Leads, calls and everything they did stay. To come back they need a new invitation."
        }
        confirmLabel="Remove"
        isBusy={remove.isPending}
        error={remove.result.serverError}
        onConfirm={() => remove.execute({ memberId: member.id })}
      />
    </li>
  );
}
