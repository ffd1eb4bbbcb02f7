import { fullDate, timeRange } from "@/lib/utils/speech";
import { Action, Heading, Highlight, Layout, Paragraph } from "./layout";
import type { EmailFooter, EmailVariables } from "./variables";

type Variables = EmailVariables<"appointment_confirmation">;

interface Props {
  readonly variables: Variables;
  readonly footer: EmailFooter;
}

export function appointmentSubject(variables: Variables): string {
  const { team_name: team, start_time: start } = variables;
  const day = fullDate(start, zoneOf(variables));
  return variables.is_change
    ? `Your demo with ${team} has moved to ${day}`
    : `Your demo with ${team} on ${day}`;
}

/** Cal.com sends the calendar invitation: this mail attaches none, so that nobody gets two entries. */
export function AppointmentConfirmation({ variables, footer }: Props) {
  const { team_name: team, start_time: start, end_time: end, meeting_url: meetingUrl } = variables;
  const timeZone = zoneOf(variables);
  return (
    <Layout
      preview={`${fullDate(start, timeZone)}, ${timeRange(start, end, timeZone)}`}
      reason={`You get this e-mail because a demo with ${team} was booked for you.`}
      footer={footer}
    >
      <Heading>{variables.is_change ? "Your demo has moved" : "Your demo is booked"}</Heading>
      <Paragraph>
        {variables.customer_name ? `Hello ${variables.customer_name},` : "Hello,"}
      </Paragraph>
      <Paragraph>
        {variables.is_change
          ? `Your demo with ${team} now takes place at this time:`
          : `Thank you for your time on the phone. Your demo with ${team}:`}
      </Paragraph>
      <Highlight>
        <strong>{fullDate(start, timeZone)}</strong>
        <br />
        {timeRange(start, end, timeZone)}
      </Highlight>
      {meetingUrl ? <Action href={meetingUrl}>Join the meeting</Action> : null}
      <Paragraph>
        The calendar invitation comes in a separate e-mail from Cal.com. Accept it there to add the
        demo to your calendar; its links also move or cancel the demo.
      </Paragraph>
    </Layout>
  );
}

/** Without a known zone, a time that cannot be misread. */
function zoneOf(variables: Variables): string {
  return variables.timezone ?? "UTC";
}
