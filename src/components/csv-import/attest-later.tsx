"use client";

import { useState } from "react";
import { attestImportConsentAction } from "@/app/(desk)/leads/import/actions";
import { AttestConsentDialog } from "@/components/consent/attest-consent-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { runAction } from "@/lib/utils/action-result";

interface AttestLaterProps {
  readonly importId: string;
  readonly fileName: string;
}

/** Says that the new leads are not called yet, and takes the attestation for all of them. */
export function AttestLater({ importId, fileName }: AttestLaterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [isDone, setIsDone] = useState(false);
  return (
    <>
      <Notice
        kind={isDone ? "success" : "warning"}
        action={
          // The same button before and after, so that focus has somewhere to return to.
          <Button size="sm" onClick={() => setIsOpen(true)}>
            {isDone ? "Attest another basis" : "Attest consent"}
          </Button>
        }
      >
        {isDone
          ? "Consent is attested for the new leads: they may be called."
          : "The new leads are not called until somebody attests on which basis they may be: here for all of them, or in the list for those that are selected."}
      </Notice>
      <AttestConsentDialog
        isOpen={isOpen}
        subject={fileName}
        scope="file"
        attest={(consent) => runAction(attestImportConsentAction({ importId, consent }))}
        onClose={() => setIsOpen(false)}
        onDone={() => setIsDone(true)}
      />
    </>
  );
}
