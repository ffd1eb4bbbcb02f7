import type { ConsentBasis } from "@/lib/utils/consent-bases";
import { type Consent, consentSchema } from "@/lib/utils/consent-texts";

/** What stands in the form: nothing chosen yet, a basis, or expressly none. */
export interface ConsentDraft {
  readonly choice: ConsentBasis | "none" | undefined;
  readonly note: string;
}

export const NO_CONSENT_DRAFT: ConsentDraft = { choice: undefined, note: "" };

export type DraftedConsent =
  | { readonly kind: "consent"; readonly consent: Consent }
  | { readonly kind: "none" }
  /** Nothing chosen yet. */
  | { readonly kind: "open" }
  | { readonly kind: "incomplete"; readonly message: string };

/** What a draft would attest, or what is missing. */
export function readConsentDraft({ choice, note }: ConsentDraft): DraftedConsent {
  if (choice === undefined) return { kind: "open" };
  if (choice === "none") return { kind: "none" };
  const parsed = consentSchema.safeParse({ basis: choice, note });
  if (parsed.success) return { kind: "consent", consent: parsed.data };
  return { kind: "incomplete", message: parsed.error.issues[0]?.message ?? "Check the note." };
}
