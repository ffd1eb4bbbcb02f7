"use client";

import { Ban, FileX2, type LucideIcon, MapPinOff, ShieldX } from "lucide-react";
import { BothTimes } from "@/components/lead-form/both-times";
import { useLeadAnswer } from "@/components/lead-form/use-lead-answer";
import { useBusinessNow } from "@/components/live/clock-context";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Tooltip } from "@/components/ui/tooltip";
import type { ShortAnswer } from "@/lib/services/automation/answers";
import type { LeadRow } from "@/lib/services/leads/list";
import { type DialGate, describeGate, GATE_WORDS, joinSentence } from "@/lib/utils/gate-sentences";
import { useNextCall } from "./next-calls";

interface NextCallProps {
  readonly lead: LeadRow;
}

/** When the lead is called next, or what stops it, or its demo; the whole sentence on hover and in the lead's drawer. */
export function NextCall({ lead }: NextCallProps) {
  const answer = useNextCall(lead.id);
  if (lead.status === "scheduled" && lead.appointment_at) {
    return <NextDemo at={lead.appointment_at} zone={lead.timezone} />;
  }
  if (lead.status !== "pending" || lead.review_reason) {
    return <span className="text-muted max-md:hidden">–</span>;
  }
  if (!answer) return <Skeleton className="w-20" />;
  return (
    <Tooltip text={<FullSentence lead={lead} />}>
      <span className="flex w-fit">
        <Short answer={answer} lead={lead} />
      </span>
    </Tooltip>
  );
}

/** Gates that only a person opens; the others are said in words alone. */
const BLOCKED: Partial<Readonly<Record<DialGate, LucideIcon>>> = {
  suppression: Ban,
  consent: FileX2,
  zone: MapPinOff,
  state: ShieldX,
};

interface ShortProps extends NextCallProps {
  readonly answer: ShortAnswer;
}

function Short({ answer, lead }: ShortProps) {
  const { binding, nextAt } = answer;
  if (binding === null) return <span>Due now</span>;
  if (nextAt) return <Due name={nameNext(lead)} at={nextAt} />;
  const icon = BLOCKED[binding];
  const word = GATE_WORDS[binding].closed;
  if (!icon) return <span className="whitespace-nowrap text-muted">{word}</span>;
  return (
    <Badge tone="red" icon={icon}>
      {word}
    </Badge>
  );
}

function NextDemo({ at, zone }: { readonly at: string; readonly zone: string | null }) {
  return (
    <Tooltip
      text={
        <span className="[&_span]:text-inherit">
          Demo <BothTimes value={at} zone={zone} />
        </span>
      }
    >
      <span className="flex w-fit">
        <Due name="Demo" at={at} />
      </span>
    </Tooltip>
  );
}

function nameNext(lead: LeadRow): string {
  if (lead.callback_at) return "Callback";
  return lead.last_called_at ? "Retry" : "First call";
}

interface DueProps {
  readonly name: string;
  readonly at: string;
}

function Due({ name, at }: DueProps) {
  const now = useBusinessNow();
  return (
    <span className="whitespace-nowrap">
      {name} {Date.parse(at) <= now.getTime() ? "due" : <RelativeTime value={at} />}
    </span>
  );
}

/** Asked for when somebody points at it: the page's answer has no facts. */
function FullSentence({ lead }: NextCallProps) {
  const { data, isError } = useLeadAnswer(lead.id);
  if (isError) return "Open the lead to see why.";
  if (!data) return "…";
  if (data.isDue) return "Due now: the next run may call it.";
  for (const entry of data.gates) {
    if (entry.isOpen || entry.closed.gate !== data.binding) continue;
    return (
      // The names of zones are muted, which is for light grounds.
      <span className="[&_span]:text-inherit">
        {joinSentence(describeGate(entry.closed, lead))}
        {data.nextAt ? (
          <>
            {" "}
            Next possible <BothTimes value={data.nextAt} zone={data.timezone} />.
          </>
        ) : null}
      </span>
    );
  }
  return "Due now.";
}
