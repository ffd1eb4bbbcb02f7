type MailKind = "appointment_confirmation" | "no_answer_follow_up";
type MailState = "queued" | "sent" | "failed" | "cancelled";

/** What each mail is, as people say it. */
export const MAIL_NAMES: Readonly<Record<MailKind, string>> = {
  appointment_confirmation: "Confirmation of the demo",
  no_answer_follow_up: "Follow-up after no answer",
};

/** What became of a mail; follows its name in a sentence. */
export const MAIL_STATES: Readonly<Record<MailState, string>> = {
  queued: "waits to be sent",
  sent: "sent",
  failed: "could not be sent",
  cancelled: "not sent: no longer needed",
};

/** The name of a mail whose kind may be of a later version. */
export function nameMail(kind: string): string {
  return Object.hasOwn(MAIL_NAMES, kind) ? MAIL_NAMES[kind as MailKind] : "E-mail";
}
