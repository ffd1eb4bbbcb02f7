import { z } from "zod";

// PostgreSQL writes `2026-03-03T16:00:00+00:00`.
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** What each kind of e-mail is filled with, as it was stored when the e-mail was queued. */
export const EMAIL_VARIABLES = {
  appointment_confirmation: z.object({
    team_name: z.string(),
    customer_name: z.string().nullish(),
    start_time: instant,
    end_time: instant,
    timezone: z.string().nullish(),
    meeting_url: z.string().nullish(),
    is_change: z.boolean().nullish(),
  }),
  no_answer_follow_up: z.object({
    team_name: z.string(),
    company_name: z.string(),
    contact_name: z.string().nullish(),
  }),
} as const;

export type EmailKind = keyof typeof EMAIL_VARIABLES;
export type EmailVariables<Kind extends EmailKind> = z.output<(typeof EMAIL_VARIABLES)[Kind]>;

/** What the law and good manners put under every e-mail. */
export interface EmailFooter {
  readonly senderName: string;
  readonly postalAddress: string;
  readonly unsubscribeUrl: string;
}
