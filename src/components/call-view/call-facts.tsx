import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import type { CallDetail } from "@/lib/services/calls/detail";
import { describeEndedReason, formatDuration, humanize } from "@/lib/utils/call-words";

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
/** Parts of a call cost fractions of a cent. */
const finely = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 4,
});

/** The figures of a call and why it ended. */
export function CallFacts({ call }: { readonly call: CallDetail }) {
  return (
    <Panel title="Facts">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[0.8125rem]">
        {call.outcome_reason ? <Fact name="Why">{call.outcome_reason}</Fact> : null}
        {call.ended_reason ? (
          <Fact name="Ended">
            {describeEndedReason(call.ended_reason)}
            <span className="block break-all text-muted text-xs">{call.ended_reason}</span>
          </Fact>
        ) : null}
        <Fact name="Duration">
          {call.duration_seconds ? formatDuration(call.duration_seconds) : "–"}
        </Fact>
        <Fact name="Cost">
          {call.cost_usd === null ? "Not known yet" : money.format(call.cost_usd)}
          <CostParts breakdown={call.cost_breakdown} />
        </Fact>
        <Fact name="Assistant">{call.assistant_version ?? "Version not recorded"}</Fact>
      </dl>
    </Panel>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

function Fact({ name, children }: FactProps) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="figure min-w-0 break-words">{children}</dd>
    </>
  );
}

const PART_NAMES: Readonly<Record<string, string>> = {
  transport: "Line",
  stt: "Transcriber",
  llm: "Model",
  tts: "Voice",
  vapi: "Vapi",
  chat: "Chat",
  voicemailDetectionCost: "Voicemail detection",
  knowledgeBaseCost: "Knowledge base",
};

/** Sums and counts stand in the same object as the costs. */
const NO_PART = /^total$|Tokens|Characters/;

function CostParts({ breakdown }: { readonly breakdown: unknown }) {
  if (typeof breakdown !== "object" || breakdown === null) return null;
  const parts = Object.entries(breakdown).filter(
    ([key, value]) => typeof value === "number" && value > 0 && !NO_PART.test(key),
  );
  if (parts.length === 0) return null;
  return (
    <ul className="text-muted text-xs">
      {parts.map(([key, value]) => (
        <li key={key} className="flex justify-between gap-3">
          {PART_NAMES[key] ?? humanize(key)} <span>{finely.format(Number(value))}</span>
        </li>
      ))}
    </ul>
  );
}
