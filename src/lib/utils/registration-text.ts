import { z } from "zod";

/** What an operator confirms before states that ask for a registration may be called; stored as part of the reason. */
export const REGISTRATION_SENTENCE =
  "I confirm that the registration of telephone sellers, and the bond where a state asks for one, is in place or that an exemption applies.";

export const registrationSchema = z.object({
  states: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1, "Choose a state.")
    .max(60),
  note: z
    .string()
    .trim()
    .min(1, "Write what is in place, for example the registration's number.")
    .max(300, "The note has at most 300 characters."),
});

/** The reason that is kept with each of the states. */
export function toRegistrationReason(note: string): string {
  return `${REGISTRATION_SENTENCE} ${note}`;
}
