import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";
import { toOneLine } from "@/lib/utils/speech";
import { AppointmentConfirmation, appointmentSubject } from "./appointment-confirmation";
import { NoAnswerFollowUp, noAnswerSubject } from "./no-answer-follow-up";
import { EMAIL_VARIABLES, type EmailFooter, type EmailKind } from "./variables";

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * Renders an e-mail from what is stored about it. The same input gives the same bytes at any time: a repeated send
 * must not differ from the first, or its idempotency key no longer fits.
 *
 * @throws ZodError when the stored variables do not fit the kind.
 */
export async function renderEmail(
  kind: EmailKind,
  variables: unknown,
  footer: EmailFooter,
): Promise<RenderedEmail> {
  const { subject, body } = compose(kind, variables, footer);
  const html = await render(body);
  const text = toPlainText(html, {
    selectors: [
      { selector: "[data-skip-in-text=true]", format: "skip" },
      { selector: "h1", options: { uppercase: false } },
    ],
  });
  return { subject: toOneLine(subject), html, text };
}

function compose(
  kind: EmailKind,
  variables: unknown,
  footer: EmailFooter,
): { subject: string; body: ReactElement } {
  switch (kind) {
    case "appointment_confirmation": {
      const parsed = EMAIL_VARIABLES[kind].parse(variables);
      return {
        subject: appointmentSubject(parsed),
        body: <AppointmentConfirmation variables={parsed} footer={footer} />,
      };
    }
    case "no_answer_follow_up": {
      const parsed = EMAIL_VARIABLES[kind].parse(variables);
      return {
        subject: noAnswerSubject(parsed),
        body: <NoAnswerFollowUp variables={parsed} footer={footer} />,
      };
    }
    default:
      return kind satisfies never;
  }
}
