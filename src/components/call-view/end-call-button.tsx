"use client";

import { PhoneOff } from "lucide-react";
import { useState } from "react";
import { endCallAction } from "@/app/(desk)/calls/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { runAction } from "@/lib/utils/action-result";

interface EndCallButtonProps {
  readonly callId: string;
  readonly companyName: string;
  readonly isDisabled: boolean;
}

/** Hangs up, after asking. */
export function EndCallButton({ callId, companyName, isDisabled }: EndCallButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const end = async () => {
    setIsBusy(true);
    const result = await runAction(endCallAction({ callId }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    setIsAsking(false);
    toast.success(`The call with ${companyName} was ended`);
  };
  return (
    <>
      <Button variant="danger" disabled={isDisabled} onClick={() => setIsAsking(true)}>
        <PhoneOff aria-hidden="true" /> End call
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          setError(undefined);
          setIsAsking(isOpen);
        }}
        title={`End the call with ${companyName}?`}
        description="The line is cut at once, in the middle of a sentence if need be. The timeline says who did it."
        confirmLabel="End call"
        isBusy={isBusy}
        onConfirm={() => void end()}
        error={error}
      />
    </>
  );
}
