"use client";

import { useState } from "react";
import { ConsentChoice } from "@/components/consent/consent-choice";
import { NO_CONSENT_DRAFT, readConsentDraft } from "@/components/consent/consent-draft";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LeadAction } from "@/lib/services/leads/lead-action";

/** What is asked before something is done to leads. */
export type BulkQuestion =
  | { readonly kind: "attest" }
  | { readonly kind: "suppress" }
  /** Many leads at once: their number is worth a look. */
  | {
      readonly kind: "many";
      readonly action: LeadAction;
      readonly words: string;
      readonly listName: string | undefined;
    };

export interface BulkQuestionDialogProps {
  readonly question: BulkQuestion;
  readonly isOpen: boolean;
  /** Whom it is about: a company's name or "12 leads". */
  readonly subject: string;
  readonly onClose: () => void;
  readonly onAnswer: (action: LeadAction, listName?: string) => void;
}

/** Asks what has a legal effect, or what concerns very many leads, with the number and what it means. */
export function BulkQuestionDialog(props: BulkQuestionDialogProps) {
  const { question, isOpen, subject, onClose, onAnswer } = props;
  if (question.kind === "many") {
    return (
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={(open) => !open && onClose()}
        title={`${subject}: ${question.words}?`}
        description="This runs in the background and can be stopped. Afterwards it can be undone as a whole under Recent changes; leads in a call are passed over."
        confirmLabel={question.action.kind === "delete" ? "Delete" : "Go on"}
        isDestructive={question.action.kind === "delete"}
        onConfirm={() => onAnswer(question.action, question.listName)}
      />
    );
  }
  const isAttest = question.kind === "attest";
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size={isAttest ? "md" : "sm"}
        title={isAttest ? `Attest consent for ${subject}` : `Do not call ${subject}?`}
        description={isAttest ? ATTEST_MEANS : SUPPRESS_MEANS}
      >
        {isAttest ? <AttestForm {...props} /> : <SuppressForm {...props} />}
      </DialogContent>
    </Dialog>
  );
}

const ATTEST_MEANS =
  "A lead is called only while a basis is on record. The newest attestation decides; earlier ones are kept, and none can be taken back.";

const SUPPRESS_MEANS =
  "Numbers and e-mail addresses go on the do-not-call list. Calls and mails that wait are cancelled at once; a call that is under way goes on. Only an admin can take them off again.";

function AttestForm({ onClose, onAnswer }: BulkQuestionDialogProps) {
  const [draft, setDraft] = useState(NO_CONSENT_DRAFT);
  const [isTried, setIsTried] = useState(false);
  const drafted = readConsentDraft(draft);
  const save = () => {
    setIsTried(true);
    if (drafted.kind === "consent") onAnswer({ kind: "attest", consent: drafted.consent });
  };
  return (
    <div className="flex flex-col gap-4">
      <ConsentChoice
        scope="leads"
        value={draft}
        onChange={setDraft}
        noteError={isTried && drafted.kind === "incomplete" ? drafted.message : undefined}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={drafted.kind === "open"} onClick={save}>
          Attest
        </Button>
      </div>
    </div>
  );
}

function SuppressForm({ onClose, onAnswer }: BulkQuestionDialogProps) {
  const [reason, setReason] = useState("Asked not to be contacted");
  const isMissing = reason.trim() === "";
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMissing) onAnswer({ kind: "suppress", reason: reason.trim() });
      }}
    >
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
        <Button type="submit" variant="danger">
          Do not call
        </Button>
      </div>
    </form>
  );
}
