import { Heading, Layout, Paragraph } from "./layout";
import type { EmailFooter, EmailVariables } from "./variables";

type Variables = EmailVariables<"no_answer_follow_up">;

interface Props {
  readonly variables: Variables;
  readonly footer: EmailFooter;
}

export function noAnswerSubject({ team_name: team, company_name: company }: Variables): string {
  return `${team} tried to reach ${company}`;
}

export function NoAnswerFollowUp({ variables, footer }: Props) {
  const { team_name: team, company_name: company, contact_name: contact } = variables;
  return (
    <Layout
      preview={`We tried to reach ${company} by phone.`}
      reason={`You get this e-mail because ${team} tried to reach ${company} by phone.`}
      footer={footer}
    >
      <Heading>Sorry that we missed you</Heading>
      <Paragraph>{contact ? `Hello ${contact},` : "Hello,"}</Paragraph>
      <Paragraph>
        We tried to reach {company} by phone to offer a short demo of what {team} does for HVAC
        companies.
      </Paragraph>
      <Paragraph>
        If that is of interest, just reply to this e-mail with a day and time that suit you, and we
        will arrange it. If not, there is nothing to do.
      </Paragraph>
    </Layout>
  );
}
