import { z } from "zod";
import { CONSENT_BASES, type ConsentBasis } from "./consent-bases";
import { cleanText } from "./text";

/** Whom an attestation is about. */
export type ConsentScope = "file" | "leads";

const PEOPLE: Readonly<Record<ConsentScope, string>> = {
  file: "each person in this file",
  leads: "each person selected here",
};

/** What is attested, word for word; stored with who attested it and when. A change here changes no earlier record. */
const ATTESTATIONS: Readonly<Record<ConsentBasis, (people: string) => string>> = {
  written: (people) =>
    `I attest that ${people} gave prior express written consent to be called about our offers at the number given, by calls that may use an automatic telephone dialing system or an artificial voice (47 CFR 64.1200(f)(9)), and that we hold the record of it.`,
  oral: (people) =>
    `I attest that ${people} gave prior express consent by word of mouth to be called by us at the number given, and that we noted when and to whom. I know that marketing calls with an artificial voice may need written consent (47 CFR 64.1200(a)(2) and (3)).`,
  existing_business_relationship: (people) =>
    `I attest that we have an established business relationship with ${people}: a purchase or transaction within the last 18 months or an inquiry within the last 3 months, not ended by either side (47 CFR 64.1200(f)(5)). I know that this relationship does not replace consent for calls with an artificial voice.`,
  other: (people) =>
    `I attest that we may lawfully call ${people} at the number given by calls that may use an artificial voice, on the basis that I describe in the note.`,
};

/** The wording that somebody attests for a basis: shown in full before, stored after. */
export function consentText(basis: ConsentBasis, scope: ConsentScope): string {
  return ATTESTATIONS[basis](PEOPLE[scope]);
}

/** A basis with its note, which another basis than the named ones needs. */
export const consentSchema = z
  .object({
    basis: z.enum(CONSENT_BASES, "Choose the basis."),
    note: z
      .string()
      .nullable()
      .transform((text) => cleanText(text ?? "") || null)
      .pipe(z.string().max(1000, "The note has at most 1,000 characters.").nullable()),
  })
  .refine(({ basis, note }) => basis !== "other" || note !== null, {
    path: ["note"],
    message: "Describe the basis in the note.",
  });

export type Consent = z.output<typeof consentSchema>;
