"use client";

import { attestConsentAction } from "@/app/(desk)/leads/actions";
import { AttestConsentDialog } from "@/components/consent/attest-consent-dialog";
import { SuppressLeadsDialog } from "@/components/consent/suppress-leads-dialog";
import { runAction } from "@/lib/utils/action-result";
import type { DeletableLead } from "./delete-leads";

/** What is asked about leads before it is done. Kept while its dialog closes, so that nothing changes under the eye. */
export interface LeadQuestion {
  readonly kind: "attest" | "suppress";
  readonly leads: readonly DeletableLead[];
  readonly isOpen: boolean;
}

interface LeadQuestionsProps {
  readonly question: LeadQuestion | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The dialogs for consent and for the do-not-call list. */
export function LeadQuestions({ question, onClose, onDone }: LeadQuestionsProps) {
  if (!question) return null;
  const { kind, leads, isOpen } = question;
  const leadIds = leads.map((lead) => lead.id);
  const props = {
    isOpen,
    subject: (leads.length === 1 && leads[0]?.companyName) || countLeads(leads.length),
    onClose,
    onDone,
  };
  return kind === "attest" ? (
    <AttestConsentDialog
      {...props}
      scope="leads"
      attest={(consent) => runAction(attestConsentAction({ leadIds, consent }))}
    />
  ) : (
    <SuppressLeadsDialog {...props} leadIds={leadIds} />
  );
}

function countLeads(count: number): string {
  return count === 1 ? "1 lead" : `${count} leads`;
}
