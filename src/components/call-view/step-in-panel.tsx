"use client";

import { Panel } from "@/components/ui/panel";
import type { CallDetail } from "@/lib/services/calls/detail";
import { EndCallButton } from "./end-call-button";
import { ListenButton } from "./listen-button";
import { SayForm } from "./say-form";

interface StepInPanelProps {
  readonly call: CallDetail;
  /** By the role in the team: viewers only read. */
  readonly canStepIn: boolean;
}

/** Listen, say something, hang up; with the reason where that is not possible. */
export function StepInPanel({ call, canStepIn }: StepInPanelProps) {
  const reason = reasonAgainst(call, canStepIn);
  const isDisabled = reason !== undefined;
  return (
    <Panel title="Step in" description={reason}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-h-8 flex-wrap items-center gap-3">
          <ListenButton callId={call.id} isDisabled={isDisabled} />
        </div>
        <SayForm callId={call.id} isDisabled={isDisabled} />
        <EndCallButton callId={call.id} companyName={call.company_name} isDisabled={isDisabled} />
      </div>
    </Panel>
  );
}

function reasonAgainst(call: CallDetail, canStepIn: boolean): string | undefined {
  if (!canStepIn) return "Viewers read along. To listen or to step in, ask an admin for the role.";
  if (call.state !== "placed") return "Possible as soon as the call has been placed.";
  if (call.provider_status === "ended") return "The call has just ended.";
  if (!call.started_at) return "Possible as soon as somebody answers.";
  return undefined;
}
