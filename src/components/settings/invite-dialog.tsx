"use client";

import { useAction } from "next-safe-action/hooks";
import { type FormEvent, useState } from "react";
import { inviteAction } from "@/app/(desk)/settings/actions";
import { readTexts } from "@/components/auth/form-data";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { TeamRole } from "@/lib/services/team";
import { RoleSelect } from "./role-select";

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Asks for address and role, then shows the link, once. */
export function InviteDialog({ isOpen, onOpenChange }: InviteDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        size="sm"
        title="Invite to the team"
        description="You get a link to send to them. It works once, for a week, and only for this address."
      >
        <InviteForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ onDone }: { readonly onDone: () => void }) {
  const [role, setRole] = useState<TeamRole>("member");
  const { execute, result, isPending } = useAction(inviteAction);
  const errors = result.validationErrors?.fieldErrors;
  if (result.data) return <InviteLink {...result.data} onDone={onDone} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute({ ...readTexts(event.currentTarget, "email"), role });
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Field label="E-mail" error={errors?.email?.[0]} required>
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" />}
      </Field>
      <Field label="Role" error={errors?.role?.[0]}>
        {(control) => <RoleSelect {...control} value={role} onRoleChange={setRole} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

interface InviteLinkProps {
  readonly email: string;
  readonly link: string;
  readonly onDone: () => void;
}

function InviteLink({ email, link, onDone }: InviteLinkProps) {
  return (
    <div className="flex flex-col gap-4">
      <Notice kind="success">
        The invitation is ready. Send this link to {email}; it is not shown again.
      </Notice>
      <Field label="Invitation link">
        {(control) => (
          <span className="flex items-center gap-2">
            <Input {...control} readOnly value={link} onFocus={(event) => event.target.select()} />
            <CopyButton text={link} what="invitation link" />
          </span>
        )}
      </Field>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
