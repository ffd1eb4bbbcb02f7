"use client";

import { useState } from "react";
import { removeSuppressionAction } from "@/app/(desk)/do-not-call/actions";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { Suppression } from "@/lib/services/suppressions";
import { runAction } from "@/lib/utils/action-result";
import { shownAddress } from "./suppression-table";

interface RemoveSuppressionProps {
  readonly entry: Suppression;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before an entry is taken off the list, and says what that means. */
export function RemoveSuppression({ entry, isOpen, onClose, onRemoved }: RemoveSuppressionProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const address = shownAddress(entry);
  const remove = async () => {
    setIsBusy(true);
    const result = await runAction(removeSuppressionAction({ suppressionId: entry.id }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    setError(undefined);
    toast.success(`${address} is off the do-not-call list`);
    onRemoved();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (open) return;
        setError(undefined);
        onClose();
      }}
      title={`Take ${address} off the list?`}
      description={
        entry.channel === "phone"
          ? "The automation may call this number again, as soon as hours and limits allow. Do this only if the person asked for it: each call against an opt-out can cost up to $1,500 (47 U.S.C. 227)."
          : "E-mails may go to this address again, and its lead may be called. Do this only if the person asked for it: mails against an opt-out break the law (15 U.S.C. 7704)."
      }
      confirmLabel="Take off the list"
      isBusy={isBusy}
      onConfirm={() => void remove()}
      error={error}
    />
  );
}
