"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { ActionOutcome } from "@/lib/utils/action-result";
import type { Consent, ConsentScope } from "@/lib/utils/consent-texts";
import { ConsentChoice } from "./consent-choice";
import { NO_CONSENT_DRAFT, readConsentDraft } from "./consent-draft";

interface AttestConsentDialogProps {
  readonly isOpen: boolean;
  /** Whom it is about: a company's name, "12 leads" or a file. */
  readonly subject: string;
  readonly scope: ConsentScope;
  readonly attest: (consent: Consent) => Promise<ActionOutcome<unknown>>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts on record on which basis leads may be called. */
export function AttestConsentDialog(props: AttestConsentDialogProps) {
  return (
    <Dialog open={props.isOpen} onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={`Attest consent for ${props.subject}`}
        description="A lead is called only while a basis is on record. The newest attestation decides; earlier ones are kept."
      >
        <AttestForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function AttestForm({ subject, scope, attest, onClose, onDone }: AttestConsentDialogProps) {
  const [draft, setDraft] = useState(NO_CONSENT_DRAFT);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [isTried, setIsTried] = useState(false);
  const drafted = readConsentDraft(draft);
  const save = async () => {
    setIsTried(true);
    if (drafted.kind !== "consent") return;
    setIsBusy(true);
    const result = await attest(drafted.consent);
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    toast.success(`Consent attested for ${subject}`);
    onDone();
    onClose();
  };
  return (
    <div className="flex flex-col gap-4">
      {error ? <Notice kind="error">{error}</Notice> : null}
      <ConsentChoice
        scope={scope}
        value={draft}
        onChange={setDraft}
        noteError={isTried && drafted.kind === "incomplete" ? drafted.message : undefined}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          disabled={drafted.kind === "open"}
          busy={isBusy}
          onClick={() => void save()}
        >
          Attest
        </Button>
      </div>
    </div>
  );
}
