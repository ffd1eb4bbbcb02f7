"use client";

import { X } from "lucide-react";
import { useAction } from "next-safe-action/hooks";
import { revokeInvitationAction } from "@/app/(desk)/settings/actions";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { OpenInvitation } from "@/lib/services/team";
import { formatTime } from "@/lib/utils/format-time";
import { roleLabel } from "./role-select";

/** Invitations that nobody has accepted yet. */
export function InvitationRows({
  invitations,
}: {
  readonly invitations: readonly OpenInvitation[];
}) {
  return (
    <>
      <h3 className="mt-5 mb-1 font-medium text-[0.8125rem]">Open invitations</h3>
      <ul className="divide-y divide-line">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </>
  );
}

function InvitationRow({ invitation }: { readonly invitation: OpenInvitation }) {
  const zone = useViewerZone();
  const revoke = useAction(revokeInvitationAction, {
    onSuccess: () => toast.success(`The link for ${invitation.email} no longer works.`),
    onError: ({ error }) => toast.error(error.serverError ?? "The invitation was not revoked."),
  });
  const { email, role, expiresAt } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-48 truncate" title={email}>
        {email}
      </span>
      <span className="text-[0.8125rem] text-muted">
        {roleLabel(role)} · link works until{" "}
        <time dateTime={expiresAt} className={zone ? undefined : "invisible"}>
          {formatTime(new Date(expiresAt), zone ?? "UTC", "short")}
        </time>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Revoke the invitation of ${email}`}
        busy={revoke.isPending}
        onClick={() => revoke.execute({ invitationId: invitation.id })}
      >
        <X aria-hidden="true" />
      </Button>
    </li>
  );
}
