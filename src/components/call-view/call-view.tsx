"use client";

import { LeadCalls } from "@/components/call-list/lead-calls";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { CallDetail } from "@/lib/services/calls/detail";
import type { CallProgress } from "@/lib/services/calls/lines";
import { CallFacts } from "./call-facts";
import { CallFindings } from "./call-findings";
import { CallHeader } from "./call-header";
import { CallTimeline } from "./call-timeline";
import { FinishedConversation } from "./finished-conversation";
import { LiveConversation } from "./live-conversation";
import { StepInPanel } from "./step-in-panel";
import { timelineOf } from "./timeline-events";
import { isOpen, useCall } from "./use-call";

interface CallViewProps {
  readonly callId: string;
  readonly canStepIn: boolean;
  readonly maxAttempts: number;
}

/** One call: while it goes on, to watch and to step in; afterwards, to read and to hear. */
export function CallView({ callId, canStepIn, maxAttempts }: CallViewProps) {
  const { call, progress } = useCall(callId);
  if (call.isError && !call.data) {
    return (
      <ErrorState
        title="The call could not be loaded"
        message={userMessageOf(call.error)}
        onRetry={() => void call.refetch()}
        isRetrying={call.isFetching}
      />
    );
  }
  if (call.data === null) {
    return <EmptyState title="This call is gone">It is not there any more.</EmptyState>;
  }
  if (!call.data) return <SkeletonRows rows={10} label="Loading the call" />;
  return (
    <>
      <CallHeader call={call.data} maxAttempts={maxAttempts} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Main call={call.data} progress={progress.data} canStepIn={canStepIn} />
        <aside aria-label="About this call" className="flex min-w-0 flex-col gap-4">
          <CallFacts call={call.data} />
          <CallTimeline events={timelineOf(call.data, progress.data?.toolCalls ?? [])} />
          {call.data.lead_id ? (
            <LeadCalls
              leadId={call.data.lead_id}
              exceptId={callId}
              className="rounded-lg border border-line bg-surface px-4 py-3"
            />
          ) : null}
        </aside>
      </div>
    </>
  );
}

interface MainProps {
  readonly call: CallDetail;
  readonly progress: CallProgress | undefined;
  readonly canStepIn: boolean;
}

function Main({ call, progress, canStepIn }: MainProps) {
  if (isOpen(call.state)) {
    return (
      <div className="flex min-w-0 flex-col gap-4">
        <StepInPanel call={call} canStepIn={canStepIn} />
        <LiveConversation call={call} progress={progress} />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <CallFindings call={call} />
      <FinishedConversation call={call} progress={progress} />
    </div>
  );
}
