import {
  Ban,
  CalendarCheck,
  CircleHelp,
  CircleSlash,
  type LucideIcon,
  PhoneCall,
  PhoneForwarded,
  PhoneMissed,
  PhoneOff,
  ThumbsDown,
  TriangleAlert,
  Voicemail,
} from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { CallOutcomeFilter, CallRow } from "@/lib/services/calls/list";
import { describeProgress } from "@/lib/utils/call-words";

interface OutcomeLook {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

/** How each outcome of a call is named and shown, everywhere. */
export const OUTCOME_LOOK: Readonly<Record<CallOutcomeFilter, OutcomeLook>> = {
  booked: { label: "Booked", tone: "green", icon: CalendarCheck },
  callback: { label: "Callback", tone: "slate", icon: PhoneForwarded },
  not_interested: { label: "Not interested", tone: "grey", icon: ThumbsDown },
  opted_out: { label: "Opted out", tone: "red", icon: Ban },
  no_answer: { label: "No answer", tone: "amber", icon: PhoneMissed },
  voicemail: { label: "Voicemail", tone: "amber", icon: Voicemail },
  busy: { label: "Busy", tone: "amber", icon: PhoneOff },
  needs_review: { label: "Needs review", tone: "violet", icon: CircleHelp },
  bad_number: { label: "Bad number", tone: "red", icon: CircleSlash },
  provider_error: { label: "Provider error", tone: "red", icon: TriangleAlert },
  cancelled: { label: "Ended by us", tone: "grey", icon: PhoneOff },
  not_placed: { label: "Not placed", tone: "grey", icon: CircleSlash },
};

type BadgedCall = Pick<CallRow, "state" | "outcome" | "provider_status">;

/** What became of a call, or what it is doing. */
export function OutcomeBadge({ call }: { readonly call: BadgedCall }) {
  const outcome = call.state === "not_placed" ? "not_placed" : call.outcome;
  if (call.state !== "ended" && call.state !== "not_placed") {
    return (
      <Badge tone="blue" icon={PhoneCall} isLive>
        {describeProgress(call.state, call.provider_status)}
      </Badge>
    );
  }
  if (!outcome) return null;
  const { label, tone, icon } = OUTCOME_LOOK[outcome];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
