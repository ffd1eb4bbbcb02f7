import type { CallActivity, CallDetail, CallMail } from "@/lib/services/calls/detail";
import type { ToolCallRow } from "@/lib/services/calls/lines";
import { APPOINTMENT_EVENTS } from "@/lib/utils/appointment-words";
import { describeEndedReason, nameTool } from "@/lib/utils/call-words";
import { MAIL_NAMES, MAIL_STATES } from "@/lib/utils/mail-words";

export interface TimelineEvent {
  readonly key: string;
  /** ISO 8601; null for what has not happened yet. */
  readonly at: string | null;
  readonly title: string;
  readonly detail?: string | undefined;
}

/** What happened in and around a call, in the order of time; what is still to come stands last. */
export function timelineOf(
  call: CallDetail,
  toolCalls: readonly ToolCallRow[],
): readonly TimelineEvent[] {
  const events = [
    ...milestones(call),
    ...toolCalls.map(({ tool_call_id, name, requested_at }) => ({
      key: tool_call_id,
      at: requested_at,
      title: nameTool(name),
    })),
    ...call.activity.flatMap(readActivity),
    ...call.mails.map(readMail),
  ];
  const timeOf = ({ at }: TimelineEvent) => (at ? Date.parse(at) : Number.POSITIVE_INFINITY);
  return events.sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
}

function milestones(call: CallDetail): TimelineEvent[] {
  const endTitle = call.state === "not_placed" ? "Not placed" : "Settled";
  const steps: TimelineEvent[] = [
    { key: "claimed", at: call.claimed_at, title: "Taken from the queue" },
    { key: "placed", at: call.placed_at, title: "Placed" },
    { key: "started", at: call.started_at, title: "Answered" },
    {
      key: "ended",
      at: call.ended_at,
      title: "Ended",
      detail: call.ended_reason ? describeEndedReason(call.ended_reason) : undefined,
    },
    { key: "settled", at: call.settled_at, title: endTitle },
  ];
  return steps.filter(({ at }) => at !== null);
}

const ACTIVITY: Readonly<Record<string, string>> = {
  "call.say": "Stepped in: the agent was told to say",
  "call.end_requested": "Ended from the desk",
  "call.callback_requested": "Asked to be called back",
  "call.opted_out": "Asked not to be called again",
  ...APPOINTMENT_EVENTS,
};

/** Only what the call itself does not tell: its end and its mails stand there already. */
function readActivity({ id, kind, detail, happenedAt, by }: CallActivity): TimelineEvent[] {
  const title = ACTIVITY[kind];
  if (!title) return [];
  const facts = typeof detail === "object" && !Array.isArray(detail) ? detail : null;
  const parts = [
    typeof facts?.text === "string" ? `“${facts.text}”` : undefined,
    facts?.failed ? "It did not reach the call." : undefined,
    by,
  ];
  const said = parts.filter((part) => part !== undefined).join(" · ");
  return [{ key: id, at: happenedAt, title, detail: said || undefined }];
}

function readMail(mail: CallMail): TimelineEvent {
  return {
    key: mail.id,
    at: mail.sent_at,
    title: `${MAIL_NAMES[mail.kind]} ${MAIL_STATES[mail.state]}`,
    detail: mail.to_email,
  };
}
