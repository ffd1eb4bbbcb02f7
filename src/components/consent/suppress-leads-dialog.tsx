"use client";

import { useState } from "react";
import { suppressLeadsAction } from "@/app/(desk)/leads/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { runAction } from "@/lib/utils/action-result";

interface SuppressLeadsDialogProps {
  readonly isOpen: boolean;
  readonly leadIds: readonly string[];
  /** Whom it is about: a company's name or "12 leads". */
  readonly subject: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before leads are put on the do-not-call list, and why. */
export function SuppressLeadsDialog(props: SuppressLeadsDialogProps) {
  return (
    <Dialog open={props.isOpen} onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        size="sm"
        title={`Do not call ${props.subject}?`}
        description="Number and e-mail address go on the do-not-call list. Calls and mails that wait are cancelled at once; a call that is under way goes on. Only an admin can take them off again."
      >
        <SuppressForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function SuppressForm({ leadIds, subject, onClose, onDone }: SuppressLeadsDialogProps) {
  const [reason, setReason] = useState("Asked not to be contacted");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isMissing = reason.trim() === "";
  const suppress = async () => {
    if (isMissing) return;
    setIsBusy(true);
    const result = await runAction(suppressLeadsAction({ leadIds: [...leadIds], reason }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    toast.success(`${subject} on the do-not-call list`);
    onDone();
    onClose();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void suppress();
      }}
    >
      {error ? <Notice kind="error">{error}</Notice> : null}
      <Field
        label="Reason"
        error={isMissing ? "Give a reason, for whoever asks later." : undefined}
        required
      >
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" busy={isBusy}>
          Do not call
        </Button>
      </div>
    </form>
  );
}
