/** On which basis somebody may be called, named as in the database. */
export const CONSENT_BASES = [
  "written",
  "oral",
  "existing_business_relationship",
  "other",
] as const;

export type ConsentBasis = (typeof CONSENT_BASES)[number];

export const CONSENT_LABELS: Readonly<Record<ConsentBasis, string>> = {
  written: "Written consent",
  oral: "Oral consent",
  existing_business_relationship: "Existing business relationship",
  other: "Another basis",
};
